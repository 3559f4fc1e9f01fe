import { z } from 'zod';
import { Id, Instant, integer } from '../platform/common.ts';
import { EditingPage, Score } from './draft.ts';

export const StartSolve = z.strictObject({
  seconds: integer(1, 300).default(20),
  seed: integer(1).default(1),
  warm: z.boolean().default(false),
});
export type StartSolve = z.infer<typeof StartSolve>;
export const SolveState = z.enum(['running', 'done', 'cancelled', 'failed']);
export const SolveProgress = z.object({ runId: Id, seconds: z.number(), moves: z.int(), score: Score });
export type SolveProgress = z.infer<typeof SolveProgress>;
export const SolveRun = z.object({
  id: Id,
  state: SolveState,
  seconds: z.int(),
  score: Score.nullable(),
  moves: z.int(),
  /** Score over time, at most a few hundred points. */
  curve: z.array(z.object({ seconds: z.number(), score: Score })),
  /** Sessions that would move if it were adopted. */
  moved: z.int(),
  impossible: z.array(
    z.object({
      reason: z.enum([
        'no-cell',
        'too-few-cells',
        'speaker-has-too-many',
        'tag-has-too-many',
        'prerequisites-too-long',
      ]),
      sessions: z.array(z.string()),
      constraints: z.array(z.string()),
      cells: z.int(),
      group: z.string().nullable(),
    }),
  ),
  adopted: z.boolean(),
});
export type SolveRun = z.infer<typeof SolveRun>;
export const AdoptSolution = z.strictObject({ page: EditingPage });
export type AdoptSolution = z.infer<typeof AdoptSolution>;

/** What broke on the day. */
export const RepairRequest = z.discriminatedUnion('cause', [
  z.strictObject({ cause: z.literal('room-lost'), roomId: Id, from: Instant, until: Instant }),
  z.strictObject({ cause: z.literal('person-stuck'), personId: Id, from: Instant, until: Instant }),
  z.strictObject({ cause: z.literal('overrun'), sessionId: Id, minutes: integer(5, 240) }),
]);
export type RepairRequest = z.infer<typeof RepairRequest>;
export const Move = z.object({
  sessionId: Id,
  code: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  from: z.object({ roomId: Id, startsAt: Instant }),
  to: z.object({ roomId: Id, startsAt: Instant }).nullable(),
  people: z.int(),
  /** Minutes between the old start and the new one. */
  minutes: z.int().nullable(),
  revision: z.int(),
});
export const RepairProposal = z.object({
  moves: z.array(Move),
  people: z.int(),
  solved: z.boolean(),
  durationMs: z.int(),
});
export type RepairProposal = z.infer<typeof RepairProposal>;
