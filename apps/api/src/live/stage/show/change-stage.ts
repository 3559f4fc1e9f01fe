import { Injectable } from '@nestjs/common';
import type { Stage as StageView, StageStep } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { editionOfSession, followShow, lockEdition, touchProgramme } from '../../../expo/index.ts';
import {
  all,
  exec,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../../platform/index.ts';
import { presenterChanged, stageClosed } from '../../live.events.ts';
import { ApplyPublishing } from '../presenters/apply-publishing.ts';
import { presenters, type PresenterRow } from '../presenters/presenters.ts';
import { begunPitches } from './pitch-progress.ts';
import { bringBackPitch, endPitch, skipPitch, startNextPitch, swapPitches } from './running-order.ts';
import { placeOnStage, restore, snapshotOf } from './stage-snapshot.ts';
import { Stage } from '../stage.entity.ts';
import { stageActions } from './stage-states.ts';
import { publishStage } from '../publish-stage.ts';

/** How long the newest step can be taken back. */
const UNDO_MS = 5_000;
/** For a press at the last moment that is still on its way. */
const UNDO_GRACE_MS = 1_500;
const MAX_EXTRA_MINUTES = 120;

/** Moves the show on by one step. */
@Injectable()
export class ChangeStage {
  constructor(
    private readonly work: UnitOfWork,
    private readonly applyPublishing: ApplyPublishing,
  ) {}

  /**
   * The revision is that of the stage as the manager saw it: of two who press at once, one is told.
   * @throws ProblemError 404; 409 `stale_stage`, `stage_state`, `other_manager`, or what the step itself refuses; 422
   * for a pitch of another session
   */
  async run(command: PersonCommand, sessionId: string, step: StageStep): Promise<StageView> {
    let moved: string[] = [];
    const view = await this.work.run(command, async (tx) => {
      const editionId = await editionOfSession(tx.manager, sessionId);
      if (!editionId) throw notFound('session');
      const changesProgramme = step.action === 'open' || step.action === 'close';
      // Publishing locks the edition and then its sessions: in another order the two would wait for each other.
      if (changesProgramme) await lockEdition(tx, editionId);
      const stage = await lockStage(tx, sessionId);
      assertCanTake(stage, step, command.actor.id);
      const before = await snapshotOf(tx.manager, stage);
      const now = new Date();
      moved = await take(tx, stage, step, now);
      const lasting = changesProgramme || step.action === 'undo';
      Object.assign(stage, {
        before: lasting ? null : before,
        undoUntil: lasting ? null : new Date(now.getTime() + UNDO_MS),
      });
      stage.managerId = command.actor.id;
      stage.revision += 1;
      await tx.manager.save(stage);
      const begun = await begunPitches(tx.manager, sessionId);
      await followShow(tx, sessionId, { state: stage.state, begun });
      for (const personId of moved) await tx.emit(presenterChanged, { sessionId, personId });
      if (changesProgramme) await touchProgramme(tx, editionId);
      if (step.action === 'close') await tx.emit(stageClosed, { sessionId });
      await tx.audit(`stage.${step.action}`, sessionId, { revision: stage.revision, pitch: stage.currentPitchId });
      return publishStage(tx, sessionId);
    });
    // At once, for the audience waits; the event does the same again should this fail.
    void Promise.allSettled(moved.map((personId) => this.applyPublishing.run(sessionId, personId)));
    return view;
  }

  /** Makes this person the manager, whoever was: also when the other's connection has died. @throws ProblemError 404 */
  takeOver(command: PersonCommand, sessionId: string): Promise<StageView> {
    return this.work.run(command, async (tx: Transaction) => {
      if (!(await editionOfSession(tx.manager, sessionId))) throw notFound('session');
      const stage = await lockStage(tx, sessionId);
      await tx.audit('stage.take-over', sessionId, { from: stage.managerId });
      stage.managerId = command.actor.id;
      await tx.manager.save(stage);
      return publishStage(tx, sessionId);
    });
  }
}

async function lockStage(tx: Transaction, sessionId: string): Promise<Stage> {
  await exec(tx)`INSERT INTO stage (session_id) VALUES (${sessionId}) ON CONFLICT DO NOTHING`;
  return tx.manager.findOneOrFail(Stage, { where: { sessionId }, lock: { mode: 'pessimistic_write' } });
}

function assertCanTake(stage: Stage, { action, revision }: StageStep, personId: string): void {
  if (stage.revision !== revision) throw new ProblemError('stale_stage', { revision: stage.revision });
  if (stage.managerId !== null && stage.managerId !== personId) throw new ProblemError('other_manager');
  if (stageActions[action] !== stage.state) throw new ProblemError('stage_state');
}

/** Takes the step; returns the people whose place on the stage it changed. */
async function take(tx: Transaction, stage: Stage, step: StageStep, now: Date): Promise<string[]> {
  switch (step.action) {
    case 'open':
      Object.assign(stage, { state: 'live', openedAt: now });
      return [];
    case 'next':
      return bringOnNext(tx, stage, now, step.confirmAbsent);
    case 'hold':
    case 'resume':
    case 'extend':
      changeClock(stage, step, now);
      return [];
    case 'skip':
      await skipPitch(tx, stage.sessionId, step.pitchId, now);
      return [];
    case 'swap':
      await swapPitches(tx, stage.sessionId, step.pitchId, step.withPitchId);
      return [];
    case 'bring-back':
      await bringBackPitch(tx, stage, step.pitchId);
      return [];
    case 'undo':
      if (!stage.before || !stage.undoUntil || now.getTime() > stage.undoUntil.getTime() + UNDO_GRACE_MS)
        throw new ProblemError('nothing_to_undo');
      return restore(tx, stage, stage.before);
    case 'close':
      Object.assign(stage, { state: 'ended', endedAt: now });
      await endPitch(tx, stage, now);
      return placeOnStage(tx, stage.sessionId, [], true);
  }
}

/** Stops the pitch's clock, lets it run on, or gives it more minutes. */
function changeClock(
  stage: Stage,
  step: Extract<StageStep, { action: 'hold' | 'resume' } | { action: 'extend' }>,
  now: Date,
): void {
  if (!stage.currentPitchId) throw new ProblemError('stage_state');
  if (step.action === 'extend') {
    stage.extraMinutes = Math.min(MAX_EXTRA_MINUTES, stage.extraMinutes + step.minutes);
  } else if (step.action === 'hold') {
    if (stage.heldAt) throw new ProblemError('stage_state');
    stage.heldAt = now;
  } else {
    if (!stage.heldAt) throw new ProblemError('stage_state');
    stage.heldMs += now.getTime() - stage.heldAt.getTime();
    stage.heldAt = null;
  }
}

/**
 * The next presenter comes on, if they are in the green room. The one who has pitched leaves, and so do guests and
 * whoever has gone away: a stage starts each pitch with those it is about, and who speaks along is there to be seen.
 * @throws ProblemError 409 `presenter_absent` until starting without them is confirmed
 */
async function bringOnNext(tx: Transaction, stage: Stage, now: Date, confirmAbsent: boolean): Promise<string[]> {
  const { before, after } = await startNextPitch(tx, stage, now);
  const [next] = await presenters(tx.manager, stage.sessionId, after);
  if (!confirmAbsent && next && (await isAbsent(tx.manager, next, stage.sessionId)))
    throw new ProblemError('presenter_absent');
  const left = await all<{ id: string }>(tx)`
    WITH off AS (
      UPDATE stage_presenter SET on_stage = false
      WHERE session_id = ${stage.sessionId} AND on_stage AND person_id <> ${after}
        AND (person_id = ${before} OR guest_identity IS NOT NULL OR NOT present) RETURNING person_id
        ) SELECT person_id AS id FROM off
  `;
  const came = await placeOnStage(tx, stage.sessionId, next?.present ? [after] : [], false);
  // The stage is never dark for longer than it must be: first on, then off.
  return [...came, ...left.map(({ id }) => id)];
}

/** Neither in the green room nor checked in in the hall; who presents where there is a hall only is expected there. */
async function isAbsent(
  manager: EntityManager,
  { present, inHall }: PresenterRow,
  sessionId: string,
): Promise<boolean> {
  if (present || inHall) return false;
  const room = await maybeOne<{ mode: string }>(manager)`
    SELECT r.mode FROM expo_session s JOIN expo_room r ON r.id = s.room_id WHERE s.id = ${sessionId}
  `;
  return room?.mode !== 'onsite';
}
