import { createHmac, randomUUID } from 'node:crypto';
import type { Role } from '@everexpo/contracts';
import { hashPassword } from 'better-auth/crypto';
import { generateSync } from 'otplib';
import { encrypt } from '../../accounts/second-factor/secret-box.ts';
import { demoAuthenticator } from '../../demo/accounts.ts';
import { clientOf, type Client } from '../clients/client.ts';
import { insertRows, unique, type Host } from './host.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  /** Null for who belongs to none. */
  organisation: { id: string; nameZh: string } | null;
  /** Request header of a session that is signed in. */
  cookie: string;
  client: Client;
}

export interface PersonOptions {
  roles?: Role[];
  /** Whether they belong to an organisation of their own; owners and investors do. */
  organisation?: boolean;
  /** Sign-in by password; most tests need none, for the person is signed in already. */
  password?: string;
  /** An authenticator that is set up: `codeOf` tells what it shows. */
  authenticator?: boolean;
}

/** A new person, signed in. */
export async function aPerson(host: Host, options: PersonOptions = {}): Promise<Person> {
  const { roles = ['attendee'], password, authenticator = false } = options;
  const { organisation = roles.some((role) => role === 'owner' || role === 'investor') } = options;
  const [id, label] = [randomUUID(), unique()];
  const email = `person-${label}@test.example`;
  const home = organisation ? { id: randomUUID(), name_zh: `测试单位${label}`, name_en: `Test house ${label}` } : null;
  if (home) await insertRows(host, 'organisation', [{ ...home, city: 'chengdu' }]);
  const name = `测试者${label}`;
  await insertRows(host, 'person', [
    { id, name, name_en: `Tester ${label}`, email, organisation_id: home?.id ?? null },
  ]);
  await insertRows(
    host,
    'person_role',
    roles.map((role) => ({ person_id: id, role })),
  );
  if (password !== undefined) {
    const hash = await hashPassword(password);
    await insertRows(host, 'auth_credential', [
      { person_id: id, account_id: id, provider_id: 'credential', password: hash },
    ]);
  }
  if (authenticator) await setUpAuthenticator(host, { id, email });
  const cookie = await signInDirectly(host, id);
  const place = home && { id: home.id, nameZh: home.name_zh };
  return { id, name, email, organisation: place, cookie, client: clientOf(host.url, cookie) };
}

/** As if they had set up an authenticator: `codeOf` tells what it shows. */
export function setUpAuthenticator(host: Host, { id, email }: Pick<Person, 'id' | 'email'>): Promise<void> {
  const secret = encrypt(demoAuthenticator(email), host.secret);
  return insertRows(host, 'second_factor', [{ person_id: id, secret, confirmed_at: new Date().toISOString() }]);
}

/** What the authenticator shows `offsetSeconds` from now. */
export function codeOf({ email }: Pick<Person, 'email'>, offsetSeconds = 0): string {
  return generateSync({ secret: demoAuthenticator(email), epoch: Math.floor(Date.now() / 1000) + offsetSeconds });
}

/** The request header of a new session of a person, as signing in would set it; it spends none of the sign-in limit. */
export async function signInDirectly({ asOwner, secret }: Host, personId: string): Promise<string> {
  const token = randomUUID();
  await asOwner(
    `INSERT INTO auth_session (person_id, token, expires_at) VALUES ($1, $2, now() + interval '12 hours')`,
    [personId, token],
  );
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `everexpo.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** One of the demo accounts, signed in. */
export async function demoPerson(host: Host, account: string): Promise<Person> {
  const email = `${account}@everexpo.example`;
  const [row] = await host.asOwner<{ id: string; name: string; home: string | null; nameZh: string | null }>(
    `SELECT p.id, p.name, o.id AS home, o.name_zh AS "nameZh"
       FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.email = $1`,
    [email],
  );
  if (!row) throw new Error(`there is no demo account ${account}`);
  const cookie = await signInDirectly(host, row.id);
  const organisation = row.home && row.nameZh ? { id: row.home, nameZh: row.nameZh } : null;
  return { id: row.id, name: row.name, email, organisation, cookie, client: clientOf(host.url, cookie) };
}

/** A new person of the same organisation as another. */
export async function aColleague(host: Host, of: Person, options: PersonOptions = {}): Promise<Person> {
  if (!of.organisation) throw new Error('a colleague is of the same organisation');
  const person = await aPerson(host, { roles: ['attendee'], ...options, organisation: false });
  await host.asOwner(`UPDATE person SET organisation_id = $2 WHERE id = $1`, [person.id, of.organisation.id]);
  return { ...person, organisation: of.organisation };
}

/** The same person, calling another node of the installation. */
export const at = ({ url }: Pick<Host, 'url'>, person: Person): Person => ({
  ...person,
  client: clientOf(url, person.cookie),
});
