import type {
  Draft,
  DraftEdit,
  DraftEvaluation,
  DraftSession,
  ImportReport,
  Version,
  VersionDiff,
} from '@everexpo/contracts';
import { aGrid, aPerson, type GridOptions, type Host } from './builders/index.ts';
import type { Client } from './clients/client.ts';

interface Place {
  roomId: string | null;
  startsAt: string | null;
}

/** A published edition on a grid of its own, and an organizer at its workspace. */
export async function aWorkspace(api: Host, options: GridOptions = {}) {
  const edition = await aGrid(api, options);
  const { client: organizer } = await aPerson(api, { roles: ['organizer'] });
  const path = (rest: string) => `/api/editions/${edition.id}/${rest}`;
  const draft = () => organizer.ask<Draft>('GET', path('draft'));
  return {
    edition,
    organizer,
    path,
    draft,
    evaluation: () => organizer.ask<DraftEvaluation>('GET', path('draft/evaluation')),
    versions: async () => (await organizer.ask<{ items: Version[] }>('GET', path('versions'))).items,
    diff: (from: string, to: string) => organizer.ask<VersionDiff>('GET', path(`versions/diff?from=${from}&to=${to}`)),
    publish: (note: string, more: object = {}) => organizer.create<Version>(path('versions'), { note, ...more }),
    place: ({ id, revision }: Pick<DraftSession, 'id' | 'revision'>, to: Place, client = organizer) =>
      client.send<DraftEdit>('POST', path('draft/placements'), {
        placements: [{ sessionId: id, revision, ...to }],
      }),
    session: async (id: string) => (await draft()).sessions.find((one) => one.id === id) as DraftSession,
    importTable: (bytes: Buffer, name: string) =>
      organizer.send<ImportReport>('POST', path('projects/import'), upload(bytes, name)),
  };
}

/** The workspace of the edition that the product is about now. */
export async function aDraft({ asOwner }: Host, organizer: Client): Promise<Draft> {
  const [row] = await asOwner<{ id: string }>(
    `SELECT id FROM edition WHERE opened_at IS NOT NULL ORDER BY starts_on DESC LIMIT 1`,
  );
  return organizer.ask<Draft>('GET', `/api/editions/${row?.id}/draft`);
}

interface Move {
  session: DraftSession;
  to: { roomId: string; startsAt: string };
}

/** A session and a cell that is free for it. */
export function aMove({ sessions, rooms, timeslots }: Draft): Move {
  const [session] = sessions as [DraftSession];
  const taken = new Set(sessions.map(({ roomId, startsAt }) => `${roomId} ${startsAt}`));
  const cells = rooms.flatMap(({ id }) => timeslots.map(({ startsAt }) => ({ roomId: id, startsAt })));
  const to = cells.find(({ roomId, startsAt }) => !taken.has(`${roomId} ${startsAt}`));
  if (!to) throw new Error('no cell is free');
  return { session, to };
}

/** Rows of projects for the import, all of one owner. */
export function projectRows(count: number, ownerEmails: string[], prefix = 'X'): string[][] {
  return Array.from({ length: count }, (_, at) => [
    `${prefix}-${at + 1}`,
    `导入项目${at + 1}`,
    `Imported project ${at + 1}`,
    '一项可以转化的成果。',
    'A result that can be used.',
    '成果转化',
    '新材料',
    '成都',
    '中试阶段',
    '寻找中试合作方',
    'Seeks a pilot partner',
    '128.5',
    ownerEmails[at % ownerEmails.length] as string,
  ]);
}

/** The import's columns as an organizer's spreadsheet heads them. */
const PROJECT_HEADERS = [
  '项目编号',
  '项目名称',
  '英文名称',
  '项目简介',
  '英文简介',
  '类别',
  '领域',
  '市州',
  '阶段',
  '需求',
  '英文需求',
  '金额（万元）',
  '联系人邮箱',
];

export const projectTable = (rows: string[][]) => ({ headers: PROJECT_HEADERS, rows });

export function upload(bytes: Buffer, name: string): FormData {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
}
