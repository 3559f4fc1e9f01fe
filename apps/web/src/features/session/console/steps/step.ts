import type { StageStepRequest } from '@everexpo/contracts';

/** A step without the revision, which is the stage's own at the moment of the press. */
export type Step = StageStepRequest extends infer S
  ? S extends StageStepRequest
    ? Omit<S, 'revision'>
    : never
  : never;
export type TakeStep = (step: Step) => void;
