import type { PageLanguage, Role } from '@everexpo/contracts';

/** A signed-in person, as the policy sees them. */
export interface PersonActor {
  kind: 'person';
  id: string;
  name: string;
  nameEn: string;
  email: string;
  roles: ReadonlySet<Role>;
  organisationId: string | null;
  /** That they have chosen; null for none. */
  language: PageLanguage | null;
  /** Of the sign-in by which they are known, one for each browser. */
  signInId: string;
  sessionExpiresAt: Date;
}

/** A public viewer with a short-lived guest session: may watch, nothing else. */
export interface GuestActor {
  kind: 'guest';
  id: string;
  sessionExpiresAt: Date;
}

export interface PublicActor {
  kind: 'public';
}

export type Actor = PersonActor | GuestActor | PublicActor;

/** Who shows a cookie that we have signed, as far as it says by itself. */
export interface Sender {
  kind: 'person' | 'guest';
  /** The same for every request with the cookie. */
  id: string;
}

/** Finds out who sends a request from its headers; the accounts context answers. */
export interface ActorResolver {
  /** By the cookie alone, without the database; null for one that shows none of ours. */
  senderOf(cookies: string | undefined): Sender | null;
  resolve(headers: Headers): Promise<Actor>;
}

export const ACTOR_RESOLVER = Symbol('actor resolver');
