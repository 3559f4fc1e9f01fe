import type { StageState } from '@everexpo/contracts';

export type StageAction = 'open' | 'next' | 'close';

/** From which states a stage action may be taken, and where it leads. */
export const stageActions: Record<StageAction, { from: readonly StageState[]; to: StageState }> = {
  open: { from: ['scheduled'], to: 'live' },
  next: { from: ['live'], to: 'live' },
  close: { from: ['live'], to: 'ended' },
};
