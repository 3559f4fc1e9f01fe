import type { Draft, DraftChange, DraftSession, SolveRun } from '@everexpo/contracts';
import type { Host } from './builders/index.ts';
import type { Answer, Client } from './client.ts';

/** The workspace of the edition that is open. */
export async function aDraft({ asOwner }: Host, organizer: Client): Promise<Draft> {
  const [row] = await asOwner<{ id: string }>(`SELECT id FROM edition WHERE opened_at IS NOT NULL ORDER BY starts_on DESC LIMIT 1`);
  return (await organizer.get<Draft>(`/api/editions/${row?.id}/draft`)).body;
}

/** A session on the grid that has not begun, in a room where the given other time is free. */
export function aMovable(draft: Draft): { session: DraftSession; roomId: string; startsAt: string } {
  const starts = draft.timeslots.map((slot) => slot.startsAt);
  const taken = (roomId: string, startsAt: string) =>
    draft.sessions.some((other) => other.roomId === roomId && Math.abs(Date.parse(other.startsAt ?? '') - Date.parse(startsAt)) < 200 * 60_000);
  for (const session of draft.sessions.filter((one) => !one.begun && one.startsAt !== null && starts.includes(one.startsAt))) {
    for (const startsAt of starts.filter((start) => Date.parse(start) > Date.now() + 24 * 3_600_000)) {
      const room = draft.rooms.find((one) => !taken(one.id, startsAt));
      if (room) return { session, roomId: room.id, startsAt };
    }
  }
  throw new Error('the demo has no room to move');
}

export function place(organizer: Client, draft: Draft, session: Pick<DraftSession, 'id' | 'revision'>, to: { roomId: string | null; startsAt: string | null }): Promise<Answer<DraftChange>> {
  return organizer.send<DraftChange>('POST', `/api/editions/${draft.edition.id}/draft/placements`, {
    placements: [{ sessionId: session.id, revision: session.revision, ...to }],
  });
}

/** Waits for a solver's end, by asking as a page without a socket would. */
export async function solved(organizer: Client, runId: string): Promise<SolveRun> {
  for (;;) {
    const { body } = await organizer.get<SolveRun>(`/api/solve-runs/${runId}`);
    if (body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Rows of projects for the import, all of one owner. */
export function projectRows(count: number, ownerEmails: string[], prefix = 'X'): string[][] {
  return Array.from({ length: count }, (_, at) => [
    `${prefix}-${at + 1}`, `导入项目${at + 1}`, `Imported project ${at + 1}`, '一项可以转化的成果。', 'A result that can be used.',
    '成果转化', '新材料', '成都', '中试阶段', '寻找中试合作方', 'Seeks a pilot partner', '128.5', ownerEmails[at % ownerEmails.length] as string,
  ]);
}

/** The import's columns as an organizer's spreadsheet heads them. */
const PROJECT_HEADERS = ['项目编号', '项目名称', '英文名称', '项目简介', '英文简介', '类别', '领域', '市州', '阶段', '需求', '英文需求', '金额（万元）', '联系人邮箱'];

export const projectTable = (rows: string[][]) => ({ headers: PROJECT_HEADERS, rows });

export function upload(bytes: Buffer, name: string): FormData {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
}
