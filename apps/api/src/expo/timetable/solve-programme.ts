import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { SolveRun, StartSolve } from '@everexpo/contracts';
import type { Solution } from '@everexpo/timetable';
import type { Worker } from 'node:worker_threads';
import { DataSource } from 'typeorm';
import {
  exec,
  Log,
  maybeOne,
  notFound,
  one,
  type PersonCommand,
  ProblemError,
  Realtime,
  rooms,
  UnitOfWork,
} from '../../platform/index.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { solverInputOfDraft } from './solver-input-of-draft.ts';
import type { DraftSolverInput } from './to-solver-input.ts';
import { findRun, movesOf, type RunResult } from './solve-run.ts';
import type { WorkerMessage } from './solver-worker.ts';
import { startWorker } from './start-worker.ts';

const SIGN_OF_LIFE_MS = 1_000;
/** After this silence a run counts as lost with its node. */
const LOST_SECONDS = 15;
const CURVE_POINTS = 240;

/** Runs the solver over a workspace, in a thread of its own; the page follows, may cancel, and adopts or not. */
@Injectable()
export class SolveProgramme implements OnApplicationShutdown {
  private readonly workers = new Map<string, Worker>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
    private readonly log: Log,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.terminate()));
  }

  /** @throws ProblemError 404; 409 `already_solving` */
  async start(command: PersonCommand, editionId: string, options: StartSolve): Promise<SolveRun> {
    const { run, input } = await this.work.run(command, async (tx) => {
      await lockEdition(tx, editionId);
      await exec(tx)`
        UPDATE solve_run
        SET state = 'failed'
        WHERE edition_id = ${editionId} AND state = 'running'
          AND seen_at < now() - make_interval(secs => ${LOST_SECONDS})
      `;
      const busy = await maybeOne<{ id: string }>(tx)`
        SELECT id FROM solve_run WHERE edition_id = ${editionId} AND state = 'running'
      `;
      if (busy) throw new ProblemError('already_solving');
      const draft = await solverInputOfDraft(tx.manager, editionId);
      const { id } = await one<{ id: string }>(tx)`
        INSERT INTO solve_run (edition_id, state, seconds, started_by)
        VALUES (${editionId}, 'running', ${options.seconds}, ${command.actor.id})
        RETURNING id
      `;
      await tx.audit('expo.solve', editionId, { ...options });
      return { run: await findRun(tx.manager, id), input: draft };
    });
    if (!run) throw notFound('solver_run');
    this.launch(run.id, editionId, input, options);
    return run.view;
  }

  /** Asks for the end, on whichever node it runs; what was found so far is kept. @throws ProblemError 404 */
  async cancel(command: PersonCommand, runId: string): Promise<SolveRun> {
    await this.work.run(
      command,
      (tx) => exec(tx)`UPDATE solve_run SET cancel_asked = true WHERE id = ${runId} AND state = 'running'`,
    );
    this.workers.get(runId)?.postMessage('cancel');
    const run = await findRun(this.dataSource.manager, runId);
    if (!run) throw notFound('solver_run');
    return run.view;
  }

  private launch(runId: string, editionId: string, draft: DraftSolverInput, options: StartSolve): void {
    const worker = startWorker({
      kind: 'solve',
      input: draft.input,
      initial: draft.timetable,
      warm: options.warm,
      seconds: options.seconds,
      seed: options.seed,
    });
    this.workers.set(runId, worker);
    const curve: SolveRun['curve'] = [];
    const alive = setInterval(() => {
      const look = this.heartbeat(runId).then((asked) => {
        if (asked) worker.postMessage('cancel');
      });
      this.logged(runId, look);
    }, SIGN_OF_LIFE_MS);
    worker.on('message', (message: WorkerMessage) => {
      if ('progress' in message) {
        const { seconds, moves, score } = message.progress;
        const last = curve.at(-1);
        if (!last || seconds - last.seconds >= options.seconds / CURVE_POINTS) {
          curve.push({ seconds, score });
          this.realtime.emit(rooms.draft(editionId), 'solve:progress', { runId, seconds, moves, score });
        }
      } else if ('solution' in message) {
        this.logged(runId, this.finish(runId, editionId, message.solution, curve, draft));
      }
    });
    worker.on('error', (error) => {
      this.log.error({ err: error, runId }, 'the solver failed');
      this.logged(runId, this.fail(runId, editionId));
    });
    worker.on('exit', () => {
      clearInterval(alive);
      this.workers.delete(runId);
    });
  }

  /** A run whose end could not be written down is given up like one whose node died. */
  private logged(runId: string, work: Promise<void>): void {
    work.catch((error: unknown) => this.log.error({ err: error, runId }, 'a solver run could not be written down'));
  }

  private async heartbeat(runId: string): Promise<boolean> {
    const row = await this.work.system(
      'expo.solve',
      (tx) => maybeOne<{ cancel_asked: boolean }>(tx)`
      UPDATE solve_run SET seen_at = now() WHERE id = ${runId} RETURNING cancel_asked
    `,
    );
    return row?.cancel_asked ?? false;
  }

  private async finish(
    runId: string,
    editionId: string,
    solution: Solution,
    curve: SolveRun['curve'],
    { draft }: DraftSolverInput,
  ): Promise<void> {
    const codes = new Map(draft.sessions.map((session) => [session.id, session.code]));
    const placements = Object.fromEntries(solution.timetable);
    const result: RunResult = {
      score: solution.score,
      moves: solution.moves,
      curve: [...curve, { seconds: solution.seconds, score: solution.score }],
      impossible: solution.impossible.map((one) => ({
        ...one,
        sessions: one.talks.map((id) => codes.get(id) ?? id),
        group: one.group ?? null,
      })),
      placements,
      moved: movesOf(draft.sessions, placements).length,
    };
    await this.work.system(
      'expo.solve',
      (tx) => exec(tx)`
      UPDATE solve_run
      SET state = CASE WHEN cancel_asked THEN 'cancelled' ELSE 'done' END, result = ${JSON.stringify(result)}
      WHERE id = ${runId} AND state = 'running'
    `,
    );
    await this.announce(runId, editionId);
  }

  private async fail(runId: string, editionId: string): Promise<void> {
    await this.work.system(
      'expo.solve',
      (tx) => exec(tx)`UPDATE solve_run SET state = 'failed' WHERE id = ${runId} AND state = 'running'`,
    );
    await this.announce(runId, editionId);
  }

  private async announce(runId: string, editionId: string): Promise<void> {
    const run = await findRun(this.dataSource.manager, runId);
    if (run) this.realtime.emit(rooms.draft(editionId), 'solve:finished', run.view);
  }
}
