import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'zh' | 'en';
const KEY = 'everexpo.language';

/** A reader loads the texts of one language. */
const texts = {
  zh: async () => (await import('./zh.ts')).zh,
  en: async () => (await import('./en.ts')).en,
};

/** Chinese unless the reader chose English before. */
export const initialLanguage = (): Language => (localStorage.getItem(KEY) === 'en' ? 'en' : 'zh');

export async function startI18n(): Promise<void> {
  const lng = initialLanguage();
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    resources: { [lng]: { translation: await texts[lng]() } },
    interpolation: { escapeValue: false },
  });
  applyLanguage(lng);
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await texts[language]());
  localStorage.setItem(KEY, language);
  // What is asked of the API from here on is answered in it.
  applyLanguage(language);
  await i18next.changeLanguage(language);
}

function applyLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
