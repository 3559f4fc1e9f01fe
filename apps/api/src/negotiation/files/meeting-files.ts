import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { MeetingFile } from '@everexpo/contracts';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import {
  all,
  exec,
  fileName,
  FileSweeper,
  kindOf,
  maybeOne,
  type NamedFile,
  notFound,
  one,
  type OpenFile,
  type PersonCommand,
  ProblemError,
  type Storage,
  STORAGE,
  StoredFiles,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { lockMeeting } from '../meetings/lock-meeting.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { meetingChanged } from '../negotiation.events.ts';

const MAX_FILES = 50;
const PREFIX = 'meetings/';
const key = (meetingId: string, sha256: string) => `${PREFIX}${meetingId}/${sha256}`;

/** Files that a meeting's parties give each other; nobody else can open them. */
@Injectable()
export class MeetingFiles implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly files: StoredFiles,
    private readonly sweeper: FileSweeper,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ prefix: PREFIX, named: namedFiles });
  }

  /**
   * Received only from a party, kept only once it is taken.
   * @throws ProblemError 404, 413, 415, 422; 409 `too_many_files`; 429 `upload_quota`
   */
  async add(command: PersonCommand, meetingId: string, receive: () => Promise<NamedFile>): Promise<MeetingFile[]> {
    if (!(await meetingFor(this.dataSource.manager, meetingId, command.actor.id))) throw notFound('meeting');
    await assertFileCount(this.dataSource.manager, meetingId);
    const { name, bytes } = await receive();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const type = (await kindOf(bytes)) ?? 'application/octet-stream';
    const kept = { key: key(meetingId, sha256), content: bytes, type, personId: command.actor.id };
    return this.files.saveFor(kept, () =>
      this.work.run(command, async (tx) => {
        await this.files.pin(tx, kept.key);
        await lockMeeting(tx, command, meetingId);
        await assertFileCount(tx.manager, meetingId);
        await exec(tx)`
          INSERT INTO meeting_file (meeting_id, person_id, name, type, bytes, sha256)
          VALUES (${meetingId}, ${command.actor.id}, ${fileName(name)}, ${type}, ${bytes.length}, ${sha256})
        `;
        await tx.audit('meeting.file', meetingId, { sha256 });
        await tx.emit(meetingChanged, { meetingId });
        return filesOf(tx.manager, meetingId);
      }),
    );
  }

  /** @throws ProblemError 404 for all but the parties */
  async list(personId: string, meetingId: string): Promise<MeetingFile[]> {
    if (!(await meetingFor(this.dataSource.manager, meetingId, personId))) throw notFound('meeting');
    return filesOf(this.dataSource.manager, meetingId);
  }

  /** @throws ProblemError 404 for all but the parties */
  async read(personId: string, fileId: string): Promise<{ name: string; open: () => Promise<OpenFile> }> {
    const file = await maybeOne<{ meetingId: string; name: string; sha256: string }>(this.dataSource)`
      SELECT meeting_id AS "meetingId", name, sha256 FROM meeting_file WHERE id = ${fileId}
    `;
    if (!file || !(await meetingFor(this.dataSource.manager, file.meetingId, personId))) throw notFound('file');
    return { name: file.name, open: () => this.storage.open(key(file.meetingId, file.sha256)) };
  }
}

async function namedFiles({ manager }: Transaction, keys: string[]): Promise<string[]> {
  const rows = await all<{ meetingId: string; sha256: string }>(manager)`
    SELECT DISTINCT meeting_id AS "meetingId", sha256 FROM meeting_file
    WHERE sha256 = ANY (${keys.map((one) => one.split('/')[2])})
  `;
  return rows.map(({ meetingId, sha256 }) => key(meetingId, sha256));
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
