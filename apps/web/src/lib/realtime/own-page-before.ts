/**
 * Whether the page before this one was ours: the router numbers those of one visit, and another site's have no number.
 */
export const hasOwnPageBefore = (): boolean => ((window.history.state as { idx?: number } | null)?.idx ?? 0) > 0;
