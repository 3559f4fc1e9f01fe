import type { Role } from '@everexpo/contracts';
import type { Actor } from './actor.ts';

type Rule = (actor: Actor) => boolean;

/** A named right. What depends on the record itself is asked by the use case, from the same policy file. */
export interface Permission {
  name: string;
  allows: Rule;
  /** Who may, as the person who is refused is told. */
  roles: Role[];
  /** Nobody looks who asks. */
  unasked?: boolean;
}

interface Who {
  rule: Rule;
  roles: Role[];
  unasked?: boolean;
}

export const anyone: Who = { rule: () => true, roles: [] };
/** For probes, which must answer while those who know people do not. */
export const unasked: Who = { ...anyone, unasked: true };
export const signedIn: Who = { rule: (actor) => actor.kind === 'person', roles: [] };
export const anyRole = (...roles: Role[]): Who => ({
  rule: (actor) => actor.kind === 'person' && roles.some((role) => actor.roles.has(role)),
  roles,
});

/** One context's rights as a table: name on the left, who holds it on the right. */
export function policy<const T extends Record<string, Who>>(context: string, table: T): { [K in keyof T]: Permission } {
  const entries = Object.entries(table).map(([name, { rule, ...who }]) => [
    name,
    { name: `${context}.${name}`, allows: rule, ...who },
  ]);
  return Object.fromEntries(entries) as { [K in keyof T]: Permission };
}
