import type { Agreement, Interest, Meeting, SessionDetail, SignAgreement, Stage, StageAction } from '@everexpo/contracts';
import { generateSync } from 'otplib';
import { demoAuthenticator } from '../demo/accounts.ts';
import type { Answer, Client, TestApi } from './test-api.ts';

/** The demo's first session, the one about to begin, with its running order. */
export async function nextSession({ anonymous, db }: TestApi): Promise<SessionDetail> {
  const [row] = await db.query<{ id: string }[]>(`SELECT id FROM session WHERE code = 'S001'`);
  return (await anonymous.get<SessionDetail>(`/api/sessions/${row?.id}`)).body;
}

/** That session live, with its first pitch on. */
export async function aLiveSession(api: TestApi, organizer: Client): Promise<{ session: SessionDetail; stage: Stage }> {
  const session = await nextSession(api);
  const opened = await organizer.send<Stage>('POST', `/api/sessions/${session.id}/stage/steps`, { action: 'open', revision: 0 });
  const { body: stage } = await organizer.send<Stage>('POST', `/api/sessions/${session.id}/stage/steps`, { action: 'next', revision: opened.body.revision });
  return { session, stage };
}

/** Moves the show on by one step, from the revision that the stage has now. */
export async function step(organizer: Client, sessionId: string, action: StageAction, more: object = {}): Promise<Answer<Stage>> {
  const { body } = await organizer.get<Stage>(`/api/sessions/${sessionId}/stage`);
  return organizer.send<Stage>('POST', `/api/sessions/${sessionId}/stage/steps`, { action, revision: body.revision, ...more });
}

/** A negotiation between the demo investor and the owner of the first pitch. */
export async function aMeeting(api: TestApi, investor: Client): Promise<Meeting> {
  const session = await nextSession(api);
  const { body: interest } = await investor.create<Interest>(`/api/projects/${session.runningOrder[0]?.project.id}/interests`, {});
  const { body: meeting } = await investor.create<Meeting>(`/api/interests/${interest.id}/meetings`);
  return meeting;
}

export const someTerms = {
  kind: 'cooperation',
  title: '联合研发合作',
  amountFen: 128_000_000,
  termMonths: 24,
  terms: '双方开展联合研发与应用示范，成果按投入比例共享。',
  amountPublic: true,
};

/** An agreement that both sides have approved and may sign now. */
export async function anAgreementToSign(meeting: Meeting, investor: Client, owner: Client, terms: object = someTerms): Promise<Agreement> {
  const { body: draft } = await investor.create<Agreement>(`/api/meetings/${meeting.id}/agreements`, terms);
  await investor.send('POST', `/api/agreements/${draft.id}/submit`, { version: draft.version });
  const { body } = await owner.send<Agreement>('POST', `/api/agreements/${draft.id}/approve`, { version: draft.version });
  return body;
}

/** The code that the demo authenticator of an account shows `offsetSeconds` from now. */
export const codeOf = (account: string, offsetSeconds = 0) => generateSync({ secret: demoAuthenticator(`${account}@everexpo.example`), epoch: Math.floor(Date.now() / 1000) + offsetSeconds });

export const signatureFor = ({ version, documentSha256 }: Agreement, account: string): SignAgreement => ({
  version,
  documentSha256: documentSha256 as string,
  signature: { kind: 'typed', text: '测试签名' },
  code: codeOf(account),
});

/**
 * Signs as an account. A code counts once and lasts half a minute, so that a person who signs many things in a row
 * would wait: here what has been used is forgotten first, by the owner of the database.
 */
export async function sign(api: TestApi, client: Client, account: string, agreement: Agreement, change: object = {}) {
  await forgetUsedCodes(api);
  return client.create<Agreement>(`/api/agreements/${agreement.id}/sign`, { ...signatureFor(agreement, account), ...change });
}

export async function forgetUsedCodes(api: TestApi): Promise<void> {
  await api.asOwner(`UPDATE second_factor SET used_step = 0`);
  await api.asOwner(`DELETE FROM secret_attempt`);
}
