import type { StageAction, StageState } from '@everexpo/contracts';

/** From which states of the stage each step of the show may be taken. */
export const stageActions: Record<StageAction, StageState> = {
  open: 'scheduled',
  next: 'live',
  hold: 'live',
  resume: 'live',
  extend: 'live',
  skip: 'live',
  swap: 'live',
  'bring-back': 'live',
  undo: 'live',
  close: 'live',
};
