import parser, { type CueNode } from 'webvtt-parser';

export interface CaptionCue {
  startsMs: number;
  endsMs: number;
  words: string;
}

/** What is wrong with a file of captions: the rule, and where it is broken. */
export interface CueError {
  rule: 'webvtt' | 'webvtt_header' | 'cue_too_long' | 'cue_too_late' | 'empty' | 'max_cues';
  values?: Record<string, string | number>;
}

/** Captions that are not taken. */
export class CaptionError extends Error {
  override name = 'CaptionError';
  readonly errors: CueError[];

  constructor(errors: CueError[]) {
    super(errors[0]?.rule);
    this.errors = errors;
  }
}

const MAX_CUES = 20_000;
const MAX_ERRORS = 20;
/** Bounds what any one line and cue can cost; nobody reads that much at once. */
const MAX_CHARACTERS = 5_000;
/** No recording is longer. */
const MAX_HOURS = 24;
/** Of a time of day in a cue; each run of digits is gone through once. */
const HOURS = /(?<!\d)(\d+):\d\d:\d\d\.\d{3}/g;
const NEWLINE = /\r\n|\r|\n/;
const ARROW = '-->';
/** As the format has them, with and without their semicolon. */
const ENTITIES = Object.fromEntries(
  Object.entries({ amp: '&', lt: '<', gt: '>', lrm: '\u200e', rlm: '\u200f', nbsp: '\u00a0' }).flatMap(
    ([name, sign]) => [
      [`&${name};`, sign],
      [`&${name}`, sign],
    ],
  ),
);
/**
 * What browsers read past without losing a caption (W3C WebVTT, section 6): where it stands, in what order, how it
 * looks.
 */
const HARMLESS = new RegExp(
  `^(${[
    'No blank line after the signature',
    'Blank line missing before cue',
    'Start timestamp is not greater',
    'Timestamp not separated',
    "'-->' not separated",
    '(Line|Text) position',
    '(Line|Position) alignment',
    'Alignment can only',
    'Size ',
    'Writing direction',
    '(Invalid|Duplicate) setting',
    'No value for setting',
    'Style blocks cannot',
    'Cannot have timestamp in a',
  ].join('|')})`,
);

/** The cues of a WebVTT file with their plain words. @throws CaptionError with each error's line and rule */
export function readCaptions(text: string): CaptionCue[] {
  const lines = text.split(NEWLINE);
  throwIfAny(tooMany(lines.filter((line) => line.includes(ARROW)).length));
  throwIfAny(unreasonable(lines));
  const { cues, errors } = new parser.WebVTTParser(ENTITIES).parse(
    withoutHeaderAndRegions(lines).join('\n'),
    'metadata',
  );
  throwIfAny(
    errors.filter(({ message }) => !HARMLESS.test(message)).map(({ message, line }) => webvttError(line, message)),
  );
  if (cues.length === 0) throwIfAny([{ rule: 'empty' }]);
  throwIfAny(tooMany(cues.length));
  return cues.map(({ startTime, endTime, tree }) => ({
    startsMs: Math.round(startTime * 1000),
    endsMs: Math.round(endTime * 1000),
    words: wordsOf(tree).replaceAll('\0', '').toWellFormed().trim(),
  }));
}

/** Lines and cues that are too long, times past any recording: each with its line. */
function unreasonable(lines: string[]): CueError[] {
  const errors: CueError[] = [];
  let cue = 0;
  for (const [index, line] of lines.entries()) {
    cue = line === '' ? 0 : cue + line.length;
    if (cue > MAX_CHARACTERS) {
      errors.push({ rule: 'cue_too_long', values: { line: index + 1, max: MAX_CHARACTERS } });
      cue = 0;
    }
    if (!line.includes(ARROW)) continue;
    const hours = line.slice(0, MAX_CHARACTERS).matchAll(HOURS);
    if ([...hours].some(([, value]) => Number(value) >= MAX_HOURS))
      errors.push({ rule: 'cue_too_late', values: { line: index + 1, hours: MAX_HOURS } });
  }
  return errors;
}

/**
 * Header lines (`Kind:`, `Language:`, `X-TIMESTAMP-MAP=`) and REGION blocks are part of the format, but not known to
 * the parser: emptied here, so that every other line keeps its number.
 */
function withoutHeaderAndRegions(lines: string[]): string[] {
  let inside = true;
  return lines.map((line, index) => {
    if (index === 0) return line;
    const begins = /^REGION[ \t]*$/.test(line) && lines[index - 1] === '';
    inside = line !== '' && !line.includes(ARROW) && (inside || begins);
    return inside ? '' : line;
  });
}

const tooMany = (count: number): CueError[] =>
  count > MAX_CUES ? [{ rule: 'max_cues', values: { max: MAX_CUES, count } }] : [];

function throwIfAny(errors: CueError[]): void {
  if (errors.length > 0) throw new CaptionError(errors.slice(0, MAX_ERRORS));
}

const webvttError = (line: number, message: string): CueError => ({ rule: 'webvtt', values: { line, message } });

/** Of a voice's tag the speaker's name is no word that was spoken. */
const wordsOf = ({ type, value, children }: CueNode): string =>
  (type === 'text' ? (value ?? '') : '') + (children ?? []).map(wordsOf).join('');
