import { sql } from '../../platform/index.ts';

/**
 * Which agreements (`a`) every figure counts, on the front page, on the wall and at the desk: registered, whatever
 * became of them, unless another has taken their place.
 */
export const COUNTED_AGREEMENTS = sql`a.number IS NOT NULL AND a.state <> 'amended'`;
