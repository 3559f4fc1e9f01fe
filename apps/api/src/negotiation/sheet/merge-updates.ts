import { mergeUpdates } from 'yjs';

/**
 * Yjs looks at all that it merges for every part that it writes: few at a time, the work grows with the parts alone.
 */
const AT_ONCE = 8;

/** What `mergeTree` merges; `known` is merged already and may be empty. */
export interface MergeTask {
  known: Uint8Array;
  updates: Uint8Array[];
}

/** Yjs updates as one that says the same. */
export default function mergeTree({ known, updates }: MergeTask): Uint8Array {
  let level = updates;
  while (level.length > AT_ONCE) {
    const groups = Math.ceil(level.length / AT_ONCE);
    level = Array.from({ length: groups }, (_, at) => mergeUpdates(level.slice(at * AT_ONCE, (at + 1) * AT_ONCE)));
  }
  return mergeUpdates(known.length > 0 ? [known, ...level] : level);
}
