import type { Agreement, Interest, Meeting, SessionDetail, Stage } from '@everexpo/contracts';
import type { Client, TestApi } from './test-api.ts';

/** The demo's first session, the one about to begin, with its running order. */
export async function nextSession({ anonymous, db }: TestApi): Promise<SessionDetail> {
  const [row] = await db.query<{ id: string }[]>(`SELECT id FROM session WHERE code = 'S001'`);
  return (await anonymous.get<SessionDetail>(`/api/sessions/${row?.id}`)).body;
}

/** That session live, with its first pitch on. */
export async function aLiveSession(api: TestApi, organizer: Client): Promise<{ session: SessionDetail; stage: Stage }> {
  const session = await nextSession(api);
  const opened = await organizer.send<Stage>('POST', `/api/sessions/${session.id}/stage/open`, { revision: 0 });
  const { body: stage } = await organizer.send<Stage>('POST', `/api/sessions/${session.id}/stage/next`, { revision: opened.body.revision });
  return { session, stage };
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

/** An agreement that both sides may sign now. */
export async function anAgreementToSign(meeting: Meeting, investor: Client): Promise<Agreement> {
  const { body: draft } = await investor.create<Agreement>(`/api/meetings/${meeting.id}/agreements`, someTerms);
  const { body } = await investor.send<Agreement>('POST', `/api/agreements/${draft.id}/prepare`, { version: draft.version });
  return body;
}

export const signatureFor = ({ version, documentSha256 }: Agreement) => ({ version, documentSha256, signature: '测试签名' });
