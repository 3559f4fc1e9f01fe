import { Inject, Injectable } from '@nestjs/common';
import type { MeetingFile } from '@everexpo/contracts';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import {
  all,
  exec,
  fileName,
  kindOf,
  maybeOne,
  type NamedFile,
  notFound,
  one,
  type PersonCommand,
  ProblemError,
  type Storage,
  STORAGE,
  UnitOfWork,
} from '../../platform/index.ts';
import { lockMeeting } from '../meetings/lock-meeting.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { meetingChanged } from '../negotiation.events.ts';

const MAX_FILES = 50;
const key = (meetingId: string, sha256: string) => `meetings/${meetingId}/${sha256}`;

/** Files that a meeting's parties give each other; nobody else can open them. */
@Injectable()
export class MeetingFiles {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Received only from a party, kept only once it is taken. @throws ProblemError 404, 413, 415, 422; 409 `too_many_files` */
  async add(command: PersonCommand, meetingId: string, receive: () => Promise<NamedFile>): Promise<MeetingFile[]> {
    if (!(await meetingFor(this.dataSource.manager, meetingId, command.actor.id))) throw notFound('meeting');
    await assertFileCount(this.dataSource.manager, meetingId);
    const { name, bytes } = await receive();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const type = (await kindOf(bytes)) ?? 'application/octet-stream';
    return this.work.run(command, async (tx) => {
      await lockMeeting(tx, command, meetingId);
      await assertFileCount(tx.manager, meetingId);
      await exec(tx)`
        INSERT INTO meeting_file (meeting_id, person_id, name, type, bytes, sha256)
        VALUES (${meetingId}, ${command.actor.id}, ${fileName(name)}, ${type}, ${bytes.length}, ${sha256})
      `;
      await this.storage.put(key(meetingId, sha256), bytes, type);
      await tx.audit('meeting.file', meetingId, { sha256 });
      await tx.emit(meetingChanged, { meetingId });
      return filesOf(tx.manager, meetingId);
    });
  }

  /** @throws ProblemError 404 for all but the parties */
  async list(personId: string, meetingId: string): Promise<MeetingFile[]> {
    if (!(await meetingFor(this.dataSource.manager, meetingId, personId))) throw notFound('meeting');
    return filesOf(this.dataSource.manager, meetingId);
  }

  /** @throws ProblemError 404 for all but the parties */
  async read(personId: string, fileId: string): Promise<{ name: string; bytes: Buffer }> {
    const file = await maybeOne<{ meetingId: string; name: string; sha256: string }>(this.dataSource)`
      SELECT meeting_id AS "meetingId", name, sha256 FROM meeting_file WHERE id = ${fileId}
    `;
    if (!file || !(await meetingFor(this.dataSource.manager, file.meetingId, personId))) throw notFound('file');
    return { name: file.name, bytes: await this.storage.get(key(file.meetingId, file.sha256)) };
  }
}

async function assertFileCount(manager: EntityManager, meetingId: string): Promise<void> {
  const { files } = await one<{ files: number }>(manager)`
    SELECT count(*)::int AS files FROM meeting_file WHERE meeting_id = ${meetingId}
  `;
  if (files >= MAX_FILES) throw new ProblemError('too_many_files', { max: MAX_FILES });
}

async function filesOf(manager: EntityManager, meetingId: string): Promise<MeetingFile[]> {
  const rows = await all<Omit<MeetingFile, 'at'> & { at: Date }>(manager)`
    SELECT f.id, f.name, f.type, f.bytes, p.name AS by, f.at
    FROM meeting_file f
    JOIN accounts_person p ON p.id = f.person_id
    WHERE f.meeting_id = ${meetingId}
    ORDER BY f.id
  `;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
