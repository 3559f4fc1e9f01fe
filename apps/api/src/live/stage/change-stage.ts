import { Injectable } from '@nestjs/common';
import type { Stage as StageView } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { Pitch, Session, touchProgramme } from '../../expo/index.ts';
import { conflict, notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { stageChanged } from '../live.events.ts';
import { Stage } from './stage.entity.ts';
import { stageActions, type StageAction } from './stage-states.ts';
import { stageView } from './stage-view.ts';

/** Opens a stage, moves its running order on, or closes it. */
@Injectable()
export class ChangeStage {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * `revision` is the stage as the manager saw it: of two managers who press at once, one is told.
   * @throws ProblemError 404, 409 `stale_stage` or `stage_state`
   */
  run(command: PersonCommand, action: StageAction, sessionId: string, revision: number): Promise<StageView> {
    return this.work.run(command, async (tx) => {
      const session = await tx.manager.findOneBy(Session, { id: sessionId });
      if (!session) throw notFound('session');
      const stage = await lockStage(tx.manager, sessionId);
      refuseWhenStale(stage, revision);
      refuseInState(stage, action);
      const now = new Date();
      if (action === 'open') stage.openedAt = now;
      if (action === 'close') {
        stage.endedAt = now;
        await endPitch(tx.manager, stage, now);
      }
      if (action === 'next') await startNextPitch(tx.manager, stage, now);
      stage.state = stageActions[action].to;
      stage.revision += 1;
      await tx.manager.save(stage);
      if (action !== 'next') await touchProgramme(tx, session.editionId);
      await tx.audit(`stage.${action}`, sessionId, { revision: stage.revision, pitch: stage.currentPitchId });
      await tx.emit(stageChanged, { sessionId, action });
      return (await stageView(tx.manager, sessionId)) as StageView;
    });
  }
}

async function lockStage(manager: EntityManager, sessionId: string): Promise<Stage> {
  await manager.query(`INSERT INTO stage (session_id) VALUES ($1) ON CONFLICT DO NOTHING`, [sessionId]);
  return manager.findOneOrFail(Stage, { where: { sessionId }, lock: { mode: 'pessimistic_write' } });
}

function refuseWhenStale(stage: Stage, revision: number): void {
  if (stage.revision === revision) return;
  throw conflict('stale_stage', `The stage has moved on to revision ${stage.revision}; look again before you act.`);
}

function refuseInState(stage: Stage, action: StageAction): void {
  if (stageActions[action].from.includes(stage.state)) return;
  throw conflict('stage_state', `A stage that is ${stage.state} cannot take the action "${action}".`);
}

async function endPitch(manager: EntityManager, stage: Stage, now: Date): Promise<void> {
  if (stage.currentPitchId) await manager.update(Pitch, { id: stage.currentPitchId }, { endedAt: now });
  stage.currentPitchId = null;
}

async function startNextPitch(manager: EntityManager, stage: Stage, now: Date): Promise<void> {
  await endPitch(manager, stage, now);
  const [next] = await manager.query<{ id: string }[]>(
    `SELECT id FROM pitch WHERE session_id = $1 AND started_at IS NULL ORDER BY position LIMIT 1`,
    [stage.sessionId],
  );
  if (!next) throw conflict('running_order_over', 'Every pitch of the running order has been on.');
  await manager.update(Pitch, { id: next.id }, { startedAt: now });
  stage.currentPitchId = next.id;
}
