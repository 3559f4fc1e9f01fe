import type { Stage, StageAction } from '@everexpo/contracts';
import type { Answer, Client } from '../clients/client.ts';
import type { BuiltEdition, BuiltSession } from './edition-rows.ts';
import { anEdition, type SessionOptions } from './edition.ts';
import type { Host } from './host.ts';
import { aPerson, type Person } from './person.ts';

export interface SessionFixture {
  edition: BuiltEdition;
  session: BuiltSession;
  /** Manages the stage once it acts. */
  organizer: Person;
}

/** A session of an edition of its own that begins in ten minutes: three projects pitch. */
export async function aSession(host: Host, options: SessionOptions = {}): Promise<SessionFixture> {
  const [edition, organizer] = await Promise.all([
    anEdition(host).withSession(options).build(),
    aPerson(host, { roles: ['organizer'] }),
  ]);
  return { edition, session: edition.sessions[0] as BuiltSession, organizer };
}

/** Such a session live, with its first pitch on. */
export async function aLiveSession(
  host: Host,
  options: SessionOptions = {},
): Promise<SessionFixture & { stage: Stage }> {
  const fixture = await aSession(host, options);
  await step(fixture.organizer.client, fixture.session.id, 'open');
  const stage = await step(fixture.organizer.client, fixture.session.id, 'next');
  return { ...fixture, stage };
}

/**
 * Moves the show on by one step, from the revision that the stage has now, whether the presenter has come or not.
 * @throws Error with the problem when the API refuses
 */
export async function step(
  organizer: Client,
  sessionId: string,
  action: StageAction,
  more: object = {},
): Promise<Stage> {
  return organizer.ask<Stage>('POST', pathOf(sessionId), await bodyOf(organizer, sessionId, action, more));
}

/** Tries such a step. The answer may refuse. */
export async function tryStep(
  organizer: Client,
  sessionId: string,
  action: StageAction,
  more: object = {},
): Promise<Answer<Stage>> {
  return organizer.send<Stage>('POST', pathOf(sessionId), await bodyOf(organizer, sessionId, action, more));
}

const pathOf = (sessionId: string) => `/api/sessions/${sessionId}/stage/steps`;

async function bodyOf(organizer: Client, sessionId: string, action: StageAction, more: object): Promise<object> {
  const { revision } = await organizer.ask<Stage>('GET', `/api/sessions/${sessionId}/stage`);
  const anyway = action === 'next' ? { confirmAbsent: true } : {};
  return { action, revision, ...anyway, ...more };
}
