import type { Layout } from '../layout.ts';
import type { Table } from './price.ts';

/** Pairs of one talk with others, for terms that reach beyond one slot. */
export interface Links {
  other: Int32Array;
  /** Per minute of both talks when on different days. */
  apart: Table;
  /** Per minute of both talks when on one day in different rooms. */
  wandering: Table;
}

/** Pairs where the order or the pause counts. */
export interface Orders {
  other: Int32Array;
  /** Per minute of both talks when this one ends after the other starts. */
  mineFirst: Table;
  /** Per minute of both talks when the other ends after this one starts. */
  otherFirst: Table;
  /** Per minute of both talks with a common speaker and no sufficient pause. */
  pause: Table;
  /** Per minute of both talks with a common speaker and no time to walk. */
  travel: Table;
}

/**
 * A problem turned into flat tables of numbers by index, so that the search touches no objects and no strings.
 * Indices follow the order of the problem's lists.
 */
export interface Compiled {
  layout: Layout;
  talks: number;
  slots: number;
  rooms: number;
  minutes: Int32Array;
  start: Int32Array;
  end: Int32Array;
  day: Int32Array;
  days: number;
  /** Minutes in common, slot by slot. */
  overlap: Int32Array;
  /** Slots that overlap a slot, itself included. */
  overlapping: Int32Array[];
  minimumPause: number;
  /** Walking minutes, room by room. */
  travel: Int32Array;
  movable: Int32Array;
  pinned: Uint8Array;
  /** Cells (slot * rooms + room) that kind and length allow to a talk. */
  cells: Int32Array[];
  allowed: Uint8Array;
  /** What a talk costs in a cell by itself. */
  placeCost: Table;
  roomConflict: [number, number];
  /** Talk by talk: per minute together, and per minute of one and the same slot. */
  together: Table;
  oneSlot: Table;
  links: Links[];
  orders: Orders[];
  /** Popularity: rank of the favourite count, class of the room's capacity. */
  popular: [number, number];
  rank: Int32Array;
  ranks: number;
  capacityClass: Int32Array;
  capacityClasses: number;
  crowd: [number, number];
  risky: Uint8Array;
  cap: [number, number];
  resourceUnits: number[];
  /** Units by talk and resource. */
  uses: Int32Array;
  segmentMinutes: Int32Array;
  segmentsOf: Int32Array[];
  balance: [number, number];
  tracksOf: Int32Array[];
  trackShare: Int32Array;
}
