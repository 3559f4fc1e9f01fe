import { api } from '../api/api.ts';

let asked: Promise<void> | null = null;

/** Gets a public viewer the short session that the socket and a seat ask for; all who ask meanwhile share the one. */
export const becomeGuest = (): Promise<void> =>
  (asked ??= api('POST', '/guest').finally(() => {
    asked = null;
  }));
