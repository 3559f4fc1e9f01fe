import type { Draft, DraftSession, Problem } from '@everexpo/contracts';
import type { Answer } from '../clients/client.ts';
import type { TestApi } from '../test-api.ts';
import { doorOf, formOf, uploadName, uploadsOf, type Door, type Upload } from '../uploads.ts';
import { caseBytes } from './case-files.ts';

/** A door to send cases to; another for each test, so that none finds what another left. */
export interface CaseDoor extends Door {
  send<T = object>(
    bytes: Buffer,
    name: string,
    more?: [field: string, bytes: Buffer, name: string][],
  ): Promise<Answer<T & Problem>>;
}

export async function caseDoor(api: TestApi, name: string): Promise<CaseDoor> {
  const upload = (await uploadsOf(api.anonymous)).find((one) => uploadName(one) === name) as Upload;
  const door = await doorOf(api, upload);
  return {
    ...door,
    async send(bytes, fileName, more = []) {
      const form = await formOf(upload, door, blobOf(bytes), fileName);
      for (const [field, content, called] of more) form.append(field, blobOf(content), called);
      return upload.method === 'POST'
        ? door.client.create(door.path, form)
        : door.client.send(upload.method, door.path, form);
    },
  };
}

/** Sends a schedule, set in the edition that the door leads to; with what lies in its workspace afterwards. */
export async function sendSchedule<T>(
  api: TestApi,
  name: string,
): Promise<{ answer: Answer<T & Problem>; imported: DraftSession[]; day: string }> {
  const door = await caseDoor(api, 'POST /api/editions/{edition}/draft/import file');
  const draft = () => door.client.ask<Draft>('GET', door.path.replace('/import', ''));
  const { sessions, rooms, timeslots } = await draft();
  const [day, room] = [timeslots[0]?.day ?? '', rooms[0]?.nameZh ?? ''];
  const text = caseBytes(name).toString().replaceAll('DAY', day).replaceAll('ROOM', room);
  const answer = await door.send<T>(Buffer.from(text), name);
  const before = new Set(sessions.map(({ id }) => id));
  return { answer, imported: (await draft()).sessions.filter(({ id }) => !before.has(id)), day };
}

const blobOf = (bytes: Buffer) => new Blob([new Uint8Array(bytes)]);
