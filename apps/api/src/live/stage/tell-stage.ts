import type { Stage as StageView } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { nextNumber, writeMessage } from '../log/append-message.ts';
import { stageView } from './stage-view.ts';

/** Puts the stage as it is now into the session's log; the last thing that a use case does. */
export async function tellStage(manager: EntityManager, sessionId: string): Promise<StageView> {
  const seq = await nextNumber(manager, sessionId);
  const stage = (await stageView(manager, sessionId)) as StageView;
  await writeMessage(manager, sessionId, seq, { kind: 'stage', payload: stage });
  return stage;
}
