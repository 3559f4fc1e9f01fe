import type { FollowUp } from '@everexpo/contracts';
import { writeTable } from '@everexpo/interchange/tables';
import {
  aGrid,
  aLiveSession,
  aMeeting,
  anEdition,
  aPerson,
  aRegisteredAgreement,
  aSession,
  paperForm,
  type Client,
  type Host,
} from './builders/index.ts';

/** A route that takes files, in the words of the OpenAPI document, and the field of its form that one is sent in. */
export interface Upload {
  method: string;
  path: string;
  field: string;
}

/** Where a file can be sent: as somebody who may, to something that takes it, with whatever else the form needs. */
export interface Door {
  client: Client;
  /** With its ids. */
  path: string;
  /** The form's other fields. */
  beside?: () => Promise<[field: string, value: string | Blob, name?: string][]>;
}

interface Document {
  paths: Record<string, Record<string, { requestBody?: { content?: Record<string, { schema?: Schema }> } }>>;
}
interface Schema {
  properties?: Record<string, { format?: string; items?: { format?: string } }>;
}

export const uploadName = ({ method, path, field }: Upload): string => `${method} ${path} ${field}`;

/**
 * Every upload that the API has, by its own description; a route that does not declare its files gets none.
 * @throws Error for one that takes files and does not say in which field
 */
export async function uploadsOf(api: Client): Promise<Upload[]> {
  const { paths } = await api.ask<Document>('GET', '/api/openapi.json');
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const multipart = requestBody?.content?.['multipart/form-data'];
      if (!multipart) return [];
      const fields = Object.entries(multipart.schema?.properties ?? {}).filter(([, { format, items }]) =>
        [format, items?.format].includes('binary'),
      );
      if (fields.length === 0) throw new Error(`${method} ${path} does not say which field of its form is a file`);
      return fields.map(([field]) => ({ method: method.toUpperCase(), path, field }));
    }),
  );
}

/** No two papers are alike, or the desk would take one for the other. */
let amountFen = 10_000_000;

/** Who may send to each upload, and to what; `npm test` names one that is missing here. */
export const DOORS: Record<string, (host: Host) => Promise<Door>> = {
  'POST /api/editions/{edition}/projects/import file': async (host) => ({
    client: (await aPerson(host, { roles: ['organizer'] })).client,
    path: `/api/editions/${(await anEdition(host).build()).id}/projects/import`,
  }),
  'POST /api/editions/{edition}/draft/import file': async (host) => ({
    client: (await aPerson(host, { roles: ['organizer'] })).client,
    path: `/api/editions/${(await aGrid(host, { sessions: 1 })).id}/draft/import`,
  }),
  'POST /api/projects/{id}/deck deck': async (host) => {
    const owner = await aPerson(host, { roles: ['owner'] });
    const { session } = await aSession(host, { owners: [owner] });
    return { client: owner.client, path: `/api/projects/${session.pitches[0]?.project.id}/deck` };
  },
  'PUT /api/sessions/{id}/replay/captions/{language} captions': async (host) => {
    const { session, organizer } = await aLiveSession(host, { pitches: 1 });
    await markRecorded(host, session.id);
    return { client: organizer.client, path: `/api/sessions/${session.id}/replay/captions/zh` };
  },
  'POST /api/agreements/paper scan': async (host) => ({
    client: await aClerk(host),
    path: '/api/agreements/paper',
    beside: () => Promise.resolve([['form', JSON.stringify(paperForm({ amountFen: (amountFen += 1_000_000) }))]]),
  }),
  'POST /api/agreements/paper/import table': async (host) => ({
    client: await aClerk(host),
    path: '/api/agreements/paper/import',
  }),
  'POST /api/agreements/paper/import scan': async (host) => ({
    client: await aClerk(host),
    path: '/api/agreements/paper/import',
    beside: async () => [['table', new Blob([new Uint8Array(await paperTable())]), 'papers.csv']],
  }),
  'POST /api/milestones/{id}/evidence file': async (host) => {
    const { agreement, owner } = await aRegisteredAgreement(host);
    const path = `/api/agreements/${agreement.id}/milestones`;
    const followUp = await owner.client.ask<FollowUp>('POST', path, { title: '样机验收', dueOn: '2030-01-05' });
    return { client: owner.client, path: `/api/milestones/${followUp.milestones[0]?.id}/evidence` };
  },
  'POST /api/meetings/{id}/files file': async (host) => {
    const { meeting, owner } = await aMeeting(host);
    return { client: owner.client, path: `/api/meetings/${meeting.id}/files` };
  },
};

/** @throws Error that names an upload nobody has said yet who may send it, and to what */
export function doorOf(host: Host, upload: Upload): Promise<Door> {
  const open = DOORS[uploadName(upload)];
  if (!open) throw new Error(`${uploadName(upload)} takes files: name a door for it in testing/uploads.ts`);
  return open(host);
}

/** The multipart body of a file as that door takes it. */
export async function formOf({ field }: Upload, { beside }: Door, file: Blob, name: string): Promise<FormData> {
  const form = new FormData();
  for (const [key, value, called] of (await beside?.()) ?? []) {
    if (typeof value === 'string') form.append(key, value);
    else form.append(key, value, called);
  }
  form.append(field, file, name);
  return form;
}

/** What a recorder leaves in the database: one part of one segment. */
async function markRecorded(host: Host, sessionId: string): Promise<void> {
  await host.asOwner(
    `INSERT INTO recording_part (session_id, part, segment_type, lease_until, ended_at)
       VALUES ($1, 1, 'fmp4', now(), now())`,
    [sessionId],
  );
  await host.asOwner(
    `INSERT INTO recording_segment (session_id, part, index, started_at, duration_ms) VALUES ($1, 1, 0, now(), 2000)`,
    [sessionId],
  );
}

async function aClerk(host: Host): Promise<Client> {
  await anEdition(host).current().build();
  return (await aPerson(host, { roles: ['staff'] })).client;
}

/** A paper as a row of the desk's table, by the headings that people write; its scan is the file sent beside it. */
export const PAPER_CELLS = {
  签约项目名称: '纸质协议',
  协议类型: '合作协议',
  甲方: '甲方研究所',
  乙方: '乙方公司',
  '合作金额（万元）': '101',
  '期限（月）': '12',
  市州: '成都',
  类别: '成果转化',
  签约日期: '2026-01-05',
  扫描件文件名: 'scan.pdf',
};

const paperTable = (): Promise<Buffer> =>
  writeTable({ headers: Object.keys(PAPER_CELLS), rows: [Object.values(PAPER_CELLS)] }, 'csv');
