import { eventKind } from '../../platform/index.ts';

/** Sessions of a workspace that changed; by whom and from which page, for the other pages. */
export const draftChanged = eventKind<{
  editionId: string;
  sessionIds: string[];
  revision: number;
  by: string;
  /** Null where no page has named itself. */
  page: string | null;
}>('expo.draft-changed');
