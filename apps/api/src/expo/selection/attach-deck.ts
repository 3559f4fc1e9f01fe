import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { DataSource } from 'typeorm';
import { forbidden, notFound, ProblemError, STORAGE, UnitOfWork, type PersonCommand, type Storage } from '../../platform/index.ts';

const deckKey = (hash: string) => `decks/${hash}`;

/** The slides of a project, one PDF; a later one takes the place of an earlier one. */
@Injectable()
export class AttachDeck {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** @throws ProblemError 404; 415 for anything but a PDF; 403 for one who neither owns nor nominated it */
  async run(command: PersonCommand, projectId: string, bytes: Buffer): Promise<{ sha256: string }> {
    const type = await fileTypeFromBuffer(bytes);
    if (type?.mime !== 'application/pdf') throw new ProblemError(415, 'unsupported_media', 'The deck must be a PDF.', [{ pointer: '/deck', rule: 'file_kind', detail: 'PDF' }]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.storage.put(deckKey(sha256), bytes, 'application/pdf');
    return this.work.run(command, async (tx) => {
      const [project] = await tx.manager.query<{ ownerId: string; nominatedBy: string | null }[]>(`SELECT owner_id AS "ownerId", nominated_by AS "nominatedBy" FROM project WHERE id = $1`, [projectId]);
      if (!project) throw notFound('project');
      if (![project.ownerId, project.nominatedBy].includes(command.actor.id)) throw forbidden('Only the owner and who nominated the project add its deck.');
      await tx.manager.query(`UPDATE project SET deck_sha256 = $2 WHERE id = $1`, [projectId, sha256]);
      await tx.audit('expo.attach-deck', projectId, { sha256 });
      return { sha256 };
    });
  }

  /** For the owner, the nominator and reviewers. @throws ProblemError 404 */
  async read(command: PersonCommand, projectId: string): Promise<Buffer> {
    const [project] = await this.dataSource.query<{ ownerId: string; nominatedBy: string | null; deck: string | null }[]>(
      `SELECT owner_id AS "ownerId", nominated_by AS "nominatedBy", deck_sha256 AS deck FROM project WHERE id = $1`,
      [projectId],
    );
    const { actor } = command;
    const may = project && ([project.ownerId, project.nominatedBy].includes(actor.id) || actor.roles.has('organizer') || actor.roles.has('steward'));
    if (!project?.deck || !may) throw notFound('deck');
    return this.storage.get(deckKey(project.deck));
  }
}
