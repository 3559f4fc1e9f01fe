import type { Language } from '@everexpo/contracts/problems';
import Negotiator from 'negotiator';

/** The product's own language first: it is what they get who ask for none that we have. */
const LANGUAGES = ['zh', 'en'];

/** The language that a request asks for by Accept-Language; Chinese for one that asks for none of ours. */
export const languageOf = (request: { headers: Record<string, string | string[] | undefined> }): Language =>
  new Negotiator(request).language(LANGUAGES) === 'en' ? 'en' : 'zh';
