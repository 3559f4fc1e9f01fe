import type { Language } from '@everexpo/contracts/problems';
import Negotiator from 'negotiator';
import type { Actor } from '../access/actor.ts';

/** The product's own language first. */
const LANGUAGES: Language[] = ['zh', 'en'];

/** Of Accept-Language; each of its words is parsed for each request. */
const MAX_CHARACTERS = 200;

interface Asking {
  headers: Record<string, string | string[] | undefined>;
  actor?: Actor;
}

/**
 * The language that a request asks for by Accept-Language; of one that asks for none of ours, that of the account, or
 * Chinese.
 */
export function languageOf({ headers, actor }: Asking): Language {
  const accepted = String(headers['accept-language'] ?? '*').slice(0, MAX_CHARACTERS);
  const negotiator = new Negotiator({ headers: { 'accept-language': accepted } });
  const asked = negotiator.languages().some((one) => one !== '*') ? negotiator.language(LANGUAGES) : undefined;
  return (asked as Language | undefined) ?? (actor?.kind === 'person' ? actor.language : null) ?? 'zh';
}
