import { createRequire } from 'node:module';
import type LineBreaker from 'linebreak';
import { setText } from './drawable.ts';

const require = createRequire(import.meta.url);

type Measure = (text: string) => number;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Text as lines that are no wider than `width`, broken where its language allows, and within a word only when it alone
 * is too wide.
 */
export function linesOf(text: string, width: number, measure: Measure): string[] {
  return setText(text)
    .split('\n')
    .flatMap((paragraph) => broken(paragraph, width, measure));
}

function broken(paragraph: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of piecesOf(paragraph)) {
    const needed = measure(piece.trimEnd());
    if (used + needed > width && line !== '') {
      lines.push(line.trimEnd());
      [line, used] = ['', 0];
    }
    const parts = needed > width ? chopped(piece, width, measure) : [piece];
    lines.push(...parts.slice(0, -1));
    const last = parts.at(-1) as string;
    line += last;
    used += measure(last);
  }
  lines.push(line.trimEnd());
  return lines;
}

function piecesOf(text: string): string[] {
  // It unpacks its tables as it is loaded: when the first document is drawn, not when the API starts.
  const Breaker = require('linebreak') as typeof LineBreaker;
  const breaker = new Breaker(text);
  const pieces: string[] = [];
  let from = 0;
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    pieces.push(text.slice(from, next.position));
    from = next.position;
  }
  return pieces;
}

function chopped(word: string, width: number, measure: Measure): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const { segment } of graphemes.segment(word)) {
    const needed = measure(segment);
    if (part !== '' && used + needed > width) {
      parts.push(part);
      [part, used] = ['', 0];
    }
    part += segment;
    used += needed;
  }
  return [...parts, part];
}
