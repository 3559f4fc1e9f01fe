import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { AT_ONCE } from '../routes.ts';
import type { Namespace } from './texts.ts';

export type Language = 'zh' | 'en';
const KEY = 'everexpo.language';

type Load = () => Promise<object>;
const files = import.meta.glob<object>(['./*.{zh,en}.ts', '../features/**/*.{zh,en}.ts'], { import: 'default' });
/** By namespace and language, `home.zh`. */
const loaders = new Map(
  Object.entries(files).map(([path, load]): [string, Load] => [path.slice(path.lastIndexOf('/') + 1, -3), load]),
);
/** The namespaces that were ever asked for. */
const wanted = new Set<Namespace>();

/** What the reader chose on this device, if anything. */
export function languageChosenHere(): Language | null {
  const chosen = localStorage.getItem(KEY);
  return chosen === 'zh' || chosen === 'en' ? chosen : null;
}

/** Chinese unless the reader chose English before. */
export const initialLanguage = (): Language => languageChosenHere() ?? 'zh';

export async function startI18n(): Promise<void> {
  const lng = initialLanguage();
  applyLanguage(lng);
  await Promise.all([
    i18next.use(initReactI18next).init({
      lng,
      fallbackLng: false,
      resources: {},
      defaultNS: 'common',
      interpolation: { escapeValue: false },
    }),
    loadTexts(AT_ONCE),
  ]);
}

/**
 * Loads texts in the language in use.
 * @throws when they cannot be fetched
 */
export async function loadTexts(namespaces: readonly Namespace[]): Promise<void> {
  for (const namespace of namespaces) wanted.add(namespace);
  let language: string;
  do {
    language = i18next.language;
    await fetchTexts(language, namespaces);
  } while (i18next.language !== language);
}

/** Waits for code as well as for the texts that it shows. */
export async function withTexts<T>(namespaces: readonly Namespace[], code: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([code, loadTexts(namespaces)]);
  return loaded;
}

/** Shows everything in a language, once all that is shown is there in it. */
export async function chooseLanguage(language: Language): Promise<void> {
  let known: number;
  do {
    known = wanted.size;
    await fetchTexts(language, [...wanted]);
  } while (wanted.size > known);
  localStorage.setItem(KEY, language);
  // What is asked of the API from here on is answered in it.
  applyLanguage(language);
  await i18next.changeLanguage(language);
}

async function fetchTexts(language: string, namespaces: readonly Namespace[]): Promise<void> {
  await Promise.all(
    namespaces.map(async (namespace) => {
      if (i18next.hasResourceBundle(language, namespace)) return;
      const load = loaders.get(`${namespace}.${language}`);
      if (!load) throw new Error(`there are no texts ${namespace} in ${language}`);
      i18next.addResourceBundle(language, namespace, await load());
    }),
  );
}

function applyLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
