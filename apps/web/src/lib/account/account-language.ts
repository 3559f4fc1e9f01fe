import { useEffect } from 'react';
import { chooseLanguage, languageChosenHere, type Language } from '../../i18n/index.ts';
import { api } from '../api/api.ts';
import { useMe } from './me.ts';

/** Lets a choice go with the account; it holds on this device also when that fails. */
const saveLanguage = (language: Language) => api('PUT', '/me/language', { body: { language } }).catch(() => undefined);

/**
 * What somebody chose goes with their account: it is shown on a device where nothing was chosen yet, and what was
 * chosen on a device before they signed in is kept for an account that has none. Returns what chooses a language.
 */
export function useAccountLanguage(): (language: Language) => void {
  const person = useMe().data?.person;
  const [id, ofAccount] = [person?.id, person?.language];

  useEffect(() => {
    if (id === undefined) return;
    const here = languageChosenHere();
    if (here === null && ofAccount) void chooseLanguage(ofAccount);
    else if (here !== null && ofAccount === null) void saveLanguage(here);
  }, [id, ofAccount]);

  return (language) => {
    void chooseLanguage(language);
    if (id !== undefined) void saveLanguage(language);
  };
}
