import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { MAX_DECK_PAGES } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import {
  type Actor,
  exec,
  exists,
  fieldError,
  FileSweeper,
  invalid,
  kindOf,
  Log,
  maybeOne,
  notFound,
  one,
  type OpenFile,
  type PersonCommand,
  ProblemError,
  type Storage,
  STORAGE,
  StoredFiles,
  UnitOfWork,
} from '../../platform/index.ts';
import { deckKey, DECKS, pageKey } from './deck-keys.ts';
import { countPages, type DeckError } from './read-deck.ts';

interface Attached {
  ownerId: string;
  nominatedBy: string | null;
  sha256: string | null;
  /** Whether its pitch is on or has been: then everybody has seen it. */
  shown: boolean;
}

/** The slides of a project, one PDF; a later one takes the place of an earlier one. */
@Injectable()
export class AttachDeck {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly files: StoredFiles,
    private readonly sweeper: FileSweeper,
    private readonly log: Log,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /**
   * @throws ProblemError 404; 403 for one who neither owns nor nominated it, before its file is received; 413; 415 for
   * anything but a readable PDF; 422 for one that is encrypted, too long or too much to read; 429 `upload_quota`;
   * 503 `busy`
   */
  async run(
    command: PersonCommand,
    projectId: string,
    receive: () => Promise<Buffer>,
  ): Promise<{ sha256: string; pages: number }> {
    const project = await this.attached(projectId);
    if (!project) throw notFound('project');
    if (![project.ownerId, project.nominatedBy].includes(command.actor.id)) throw new ProblemError('deck_owner_only');
    const bytes = await receive();
    const pages = await readablePages(bytes, command.actor.id);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const key = deckKey(sha256);
    const kept = { key, content: bytes, type: 'application/pdf', personId: command.actor.id };
    const attached = await this.files.saveFor(kept, () =>
      this.work.run(command, async (tx) => {
        await this.files.pin(tx, key);
        const { former } = await one<{ former: string | null }>(tx)`
          SELECT deck_sha256 AS former FROM project WHERE id = ${projectId} FOR UPDATE
        `;
        if (former !== null && former !== sha256) await this.files.supersede(tx, deckKey(former));
        await exec(tx)`INSERT INTO deck (sha256, pages) VALUES (${sha256}, ${pages}) ON CONFLICT DO NOTHING`;
        await exec(tx)`UPDATE project SET deck_sha256 = ${sha256} WHERE id = ${projectId}`;
        await tx.audit('expo.attach-deck', projectId, { sha256, pages });
        return { former, deck: { sha256, pages } };
      }),
    );
    await this.removeFormer(command.actor.id, attached.former);
    return attached.deck;
  }

  /** The last one stays for a while; those before it have had theirs. */
  private async removeFormer(personId: string, last: string | null): Promise<void> {
    try {
      await this.sweeper.removeSuperseded(DECKS, personId, last === null ? null : deckKey(last));
    } catch (error) {
      this.log.warn({ err: error }, 'decks that were replaced could not be removed yet');
    }
  }

  /** For the owner, the nominator and reviewers. @throws ProblemError 404 */
  async read(command: PersonCommand, projectId: string): Promise<() => Promise<OpenFile>> {
    const project = await this.attached(projectId);
    if (!project?.sha256 || !isTheirs(project, command.actor)) throw notFound('deck');
    const key = deckKey(project.sha256);
    return () => this.storage.open(key);
  }

  /**
   * One drawn page (WebP): for those who may read the deck, and for everybody once its pitch has been on.
   * @throws ProblemError 404
   */
  async readPage(actor: Actor, projectId: string, page: number): Promise<{ picture: Buffer; shown: boolean }> {
    const project = await this.attached(projectId);
    if (!project?.sha256 || !(project.shown || isTheirs(project, actor))) throw notFound('page');
    const drawn = await exists(this.dataSource)`
      SELECT 1 FROM deck_page WHERE sha256 = ${project.sha256} AND page = ${page}
    `;
    if (!drawn) throw notFound('page');
    return { picture: await this.storage.get(pageKey(project.sha256, page)), shown: project.shown };
  }

  private async attached(projectId: string): Promise<Attached | undefined> {
    const project = await maybeOne<Attached>(this.dataSource)`
      SELECT owner_id AS "ownerId", nominated_by AS "nominatedBy", deck_sha256 AS sha256,
        EXISTS (SELECT 1 FROM pitch t WHERE t.project_id = project.id AND t.begun) AS shown
      FROM project
      WHERE id = ${projectId}
    `;
    return project;
  }
}

const isTheirs = ({ ownerId, nominatedBy }: Attached, actor: Actor): boolean =>
  actor.kind === 'person' &&
  ([ownerId, nominatedBy].includes(actor.id) || actor.roles.has('organizer') || actor.roles.has('steward'));

const NO_PDF: DeckError = { rule: 'damaged' };

async function readablePages(bytes: Buffer, by: string): Promise<number> {
  const pages = (await kindOf(bytes)) === 'application/pdf' ? await countPages(bytes, by) : NO_PDF;
  if (typeof pages !== 'number' && pages.rule === 'damaged')
    throw new ProblemError(
      'unsupported_media',
      { accepted: ['PDF'] },
      { errors: [fieldError('/deck', 'file_kind.deck')] },
    );
  if (typeof pages !== 'number') throw invalid(fieldError('/deck', pages.rule));
  if (pages > MAX_DECK_PAGES) throw invalid(fieldError('/deck', 'max_pages', { max: MAX_DECK_PAGES, pages }));
  return pages;
}
