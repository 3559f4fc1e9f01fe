import { eventKind } from '../../platform/index.ts';

/** Sessions of a workspace that changed; by whom, for the other organizers' pages. */
export const draftChanged = eventKind<{ editionId: string; sessionIds: string[]; revision: number; by: string }>(
  'expo.draft-changed',
);
