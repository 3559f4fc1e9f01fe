import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../lib/format.ts';
import { sameClock } from '../lib/time/same-clock.ts';

/** Says in which zone a page's times are, to readers whose own clock shows another time; `always` to everybody. */
export function TimesIn({ timeZone, always = false }: { timeZone: string; always?: boolean }) {
  const { t } = useTranslation('common');
  const { zone } = useFormats();
  const [now] = useState(() => new Date().toISOString());
  if (!always && sameClock(timeZone, Intl.DateTimeFormat().resolvedOptions().timeZone)) return null;
  return <span className="muted small">{t('timesIn', { zone: `${timeZone} (${zone(now, timeZone)})` })}</span>;
}
