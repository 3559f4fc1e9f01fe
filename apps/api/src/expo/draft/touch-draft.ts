import type { DraftChange } from '@everexpo/contracts';
import { maybeOne } from '../../platform/index.ts';
import type { Command, Transaction } from '../../platform/index.ts';
import { draftChanged } from './draft.events.ts';
import { draftSessions } from './draft-sessions.ts';

/**
 * Raises the workspace's revision and announces the sessions that changed, in the transaction that changes them;
 * `page` is the page that changes them, which is told by its answer.
 */
export async function touchDraft(
  tx: Transaction,
  command: Command,
  editionId: string,
  sessionIds: string[],
  page?: string,
): Promise<DraftChange> {
  const row = await maybeOne<{ revision: number }>(tx)`
    UPDATE edition
    SET draft_revision = draft_revision + 1
    WHERE id = ${editionId}
    RETURNING draft_revision AS revision
  `;
  const revision = row?.revision ?? 0;
  await tx.emit(draftChanged, {
    editionId,
    sessionIds,
    revision,
    by: command.actor.kind === 'person' ? command.actor.id : '',
    page: page ?? null,
  });
  return { revision, sessions: await draftSessions(tx.manager, editionId, sessionIds) };
}
