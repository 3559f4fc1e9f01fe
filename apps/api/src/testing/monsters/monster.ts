import type { Random } from '../../demo/generate/random.ts';

export type Chunk = string | Uint8Array;
/** A file as it is written: piece by piece, for the whole of some would fill the memory of whoever makes them. */
export type Content = Iterable<Chunk> | AsyncIterable<Chunk>;

/** A file made to be too much: too deep, too many, too large once unpacked. */
export interface Monster {
  /** As a file is named. */
  name: string;
  /** Its measures are drawn; those that only take time are smaller by the scale, of 1. */
  make(random: Random, scale: number): Content;
  /** Rules by which some uploads must refuse it; the others may find something else wrong with it, or nothing. */
  refused?: { path: RegExp; rule: RegExp }[];
}

const BLOCK_CHARACTERS = 64 * 1024;

/** The same text so many times, in blocks. */
export function* repeated(text: string, times: number): Generator<string> {
  const each = Math.max(1, Math.floor(BLOCK_CHARACTERS / text.length));
  const block = text.repeat(each);
  for (let left = times; left > 0; left -= each) yield left >= each ? block : text.repeat(left);
}

/** What one makes of each number from 0 on, in blocks. */
export function* counted(times: number, of: (at: number) => string): Generator<string> {
  let block = '';
  for (let at = 0; at < times; at += 1) {
    block += of(at);
    if (block.length < BLOCK_CHARACTERS) continue;
    yield block;
    block = '';
  }
  yield block;
}
