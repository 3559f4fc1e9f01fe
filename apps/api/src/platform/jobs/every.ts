import { SetMetadata } from '@nestjs/common';

export const EVERY = 'everexpo:every';

export interface Job {
  milliseconds: number;
  /** Said in the log when it fails. */
  name: string;
}

/**
 * Runs a provider's method again and again on the nodes that deliver events, never twice at a time on one node.
 * Several nodes run it beside each other: the method takes what is due under row locks, or leaves a mark.
 */
export const Every = (milliseconds: number, name: string) => SetMetadata(EVERY, { milliseconds, name } satisfies Job);
