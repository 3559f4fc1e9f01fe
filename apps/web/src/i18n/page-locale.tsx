import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useFormats } from '../lib/format.ts';

/** React Aria's own words and its order of days and months go by the page's language, not by the browser's. */
export function PageLocale({ children }: { children: ReactNode }) {
  const { zh } = useFormats();
  return <I18nProvider locale={zh ? 'zh-CN' : 'en-GB'}>{children}</I18nProvider>;
}
