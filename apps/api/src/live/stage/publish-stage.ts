import { type Transaction } from '../../platform/index.ts';
import type { Stage as StageView } from '@everexpo/contracts';
import { nextNumber, writeMessage } from '../log/append-message.ts';
import { stageView } from './stage-view.ts';

/** Puts the stage as it is now into the session's log; the last thing that a use case does. */
export async function publishStage(tx: Transaction, sessionId: string): Promise<StageView> {
  const seq = await nextNumber(tx, sessionId);
  const stage = (await stageView(tx.manager, sessionId)) as StageView;
  await writeMessage(tx, sessionId, seq, { kind: 'stage', payload: stage });
  return stage;
}
