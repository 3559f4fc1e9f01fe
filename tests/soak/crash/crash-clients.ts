import { expect } from 'vitest';
import type { Agreement, DeskEntry } from '@everexpo/contracts';
import type { Random } from '../../../apps/api/src/demo/generate/random.ts';
import {
  aMeeting,
  aPerson,
  forgetUsedCodes,
  paperUpload,
  signatureOf,
  someTerms,
  unlikePaperForm,
  type BuiltEdition,
  type Host,
  type MeetingFixture,
  type Person,
  type PersonOptions,
} from '../../../apps/api/src/testing/builders/index.ts';
import { clientOf, clientThrough, type Answer, type Client } from '../../../apps/api/src/testing/clients/client.ts';
import type { ApiFleet } from '../../support/installation/api-fleet.ts';
import { until } from '../../support/until.ts';
import type { Pace } from '../pace.ts';

/** What the clients of a crash run share, and what they were promised. */
export interface CrashFixture {
  host: Host;
  fleet: ApiFleet;
  edition: BuiltEdition;
  /** For who kills: whom, where and when. */
  random: Random;
  /** A generator for each client that draws while others do. */
  openStream(): Random;
  pace: Pace;
  /** Registrations whose answer arrived. */
  acknowledged: { id: string; number: string }[];
  /** Agreements that were drafted on screen. */
  drafted: number;
}

export interface Desk {
  staff: Person;
  colleague: Person;
}

/** A person whose requests are repeated under the same key until a node answers them. */
export async function aPatientPerson(
  { host, fleet, openStream }: CrashFixture,
  options: PersonOptions,
): Promise<Person> {
  const person = await aPerson(host, options);
  return { ...person, client: patientClient(fleet, person.cookie, openStream()) };
}

export async function aDesk(fixture: CrashFixture): Promise<Desk> {
  const [staff, colleague] = [
    await aPatientPerson(fixture, { roles: ['staff'] }),
    await aPatientPerson(fixture, { roles: ['staff'] }),
  ];
  return { staff, colleague };
}

/** An investor in a negotiation with an owner of one of the edition's projects. */
export async function aPair(fixture: CrashFixture, owner: Person): Promise<MeetingFixture> {
  const investor = await aPatientPerson(fixture, { roles: ['investor'], authenticator: true });
  const { host, edition } = fixture;
  return aMeeting(host, { edition, investor, owner });
}

/** Drafts, submits, approves and signs one agreement after the other until the end of the kills. */
export async function signUntilEnd(
  fixture: CrashFixture,
  { investor, owner, meeting }: MeetingFixture,
  random: Random,
): Promise<void> {
  do {
    const draft = await investor.client.ask<Agreement>('POST', `/api/meetings/${meeting.id}/agreements`, someTerms);
    fixture.drafted += 1;
    await step(investor, draft.id, 'submit', 'draft');
    await step(owner, draft.id, 'approve', 'review');
    const ready = await investor.client.ask<Agreement>('GET', `/api/agreements/${draft.id}`);
    expect(ready.state).toBe('ready');
    await sign(fixture.host, investor, ready);
    const { number } = await sign(fixture.host, owner, ready);
    fixture.acknowledged.push({ id: draft.id, number: number as string });
  } while (await fixture.pace.rest(random));
}

/** Logs a paper and has it verified, one after the other until the end of the kills. */
export async function registerUntilEnd(
  fixture: CrashFixture,
  { staff, colleague }: Desk,
  random: Random,
): Promise<void> {
  do await registerAPaper(fixture, { staff, colleague });
  while (await fixture.pace.rest(random));
}

export async function registerAPaper(fixture: CrashFixture, { staff, colleague }: Desk): Promise<void> {
  const { id } = await logAPaper(staff);
  const verified = await colleague.client.ask<DeskEntry>('POST', `/api/agreements/paper/${id}/verify`, { version: 1 });
  fixture.acknowledged.push({ id, number: verified.number as string });
}

/** A paper that resembles no other. */
export const logAPaper = (staff: Person): Promise<DeskEntry> =>
  staff.client.ask<DeskEntry>('POST', '/api/agreements/paper', paperUpload(unlikePaperForm()));

const patientClient = (fleet: ApiFleet, cookie: string, random: Random): Client =>
  clientThrough(cookie, <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    until(`an answer to ${method} ${path}`, async () => {
      const url = fleet.any(random.next);
      if (!url) return null;
      const answer: Answer<T> = await clientOf(url, cookie).send<T>(method, path, body, headers);
      if (answer.status >= 500) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return answer;
    }),
  );

/** A step whose answer was lost is not repeated once its effect is there. */
async function step({ client }: Person, id: string, action: string, from: Agreement['state']): Promise<void> {
  const answer = await client.create<{ code?: string }>(`/api/agreements/${id}/${action}`, { version: 1 });
  if (answer.status === 200) return;
  expect(answer.body.code).toBe('agreement_state');
  const now = await client.ask<Agreement>('GET', `/api/agreements/${id}`);
  expect(now.state).not.toBe(from);
}

/** Signs with a new code where one ran out while nobody answered: nothing has been signed under it. */
async function sign(host: Host, person: Person, agreement: Agreement): Promise<Agreement> {
  for (;;) {
    await forgetUsedCodes(host, person);
    const path = `/api/agreements/${agreement.id}/sign`;
    const { status, body } = await person.client.create<Agreement>(path, signatureOf(agreement, person));
    if (status === 200) return body;
    expect(status, JSON.stringify(body)).toBe(422);
  }
}
