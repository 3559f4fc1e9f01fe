import { SetMetadata } from '@nestjs/common';

export const INTERVAL = 'everexpo:every';

export interface Job {
  intervalMs: number;
  /** Said in the log when it fails. */
  name: string;
  /** On every node, for what each does for its own pages; otherwise only where events are delivered. */
  onEveryNode: boolean;
}

/**
 * Runs a provider's method again and again on the nodes that deliver events, or on every node, never twice at a time on
 * one. Several nodes run it beside each other: the method takes what is due under row locks, or leaves a mark.
 */
export const Interval = (intervalMs: number, name: string, { onEveryNode = false }: { onEveryNode?: boolean } = {}) =>
  SetMetadata(INTERVAL, { intervalMs, name, onEveryNode } satisfies Job);
