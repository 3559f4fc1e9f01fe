import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'zh' | 'en';
const KEY = 'everexpo.language';

/** Chinese unless the reader chose English before. */
export const initialLanguage = (): Language => (localStorage.getItem(KEY) === 'en' ? 'en' : 'zh');

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: initialLanguage(),
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  applyLanguage(i18next.language as Language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await i18next.changeLanguage(language);
  applyLanguage(language);
}

function applyLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
