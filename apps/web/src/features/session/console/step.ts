import type { StageStep } from '@everexpo/contracts';

/** A step without the revision, which is the stage's own at the moment of the press. */
export type Step = StageStep extends infer S ? (S extends StageStep ? Omit<S, 'revision'> : never) : never;
export type TakeStep = (step: Step) => void;
