import parser, { type CueNode } from 'webvtt-parser';
import { invalid, type FieldError } from '../../platform/index.ts';

export interface CaptionCue {
  startsMs: number;
  endsMs: number;
  words: string;
}

const MOST_CUES = 20_000;
const MOST_FAULTS = 20;

/** The cues of a WebVTT file with their plain words. @throws ProblemError 422 with each fault's line and rule */
export function readCaptions(text: string): CaptionCue[] {
  const { cues, errors } = new parser.WebVTTParser().parse(text, 'metadata');
  const faults: FieldError[] = errors.slice(0, MOST_FAULTS).map(({ message, line }) => ({ pointer: '/captions', rule: 'webvtt', detail: `line ${line}: ${message}` }));
  if (faults.length > 0) throw invalid(faults);
  if (cues.length === 0) throw invalid([{ pointer: '/captions', rule: 'empty', detail: 'There is no caption in this file.' }]);
  if (cues.length > MOST_CUES) throw invalid([{ pointer: '/captions', rule: 'max_cues', detail: `At most ${MOST_CUES} captions; this file has ${cues.length}.` }]);
  return cues.map(({ startTime, endTime, tree }) => ({ startsMs: Math.round(startTime * 1000), endsMs: Math.round(endTime * 1000), words: wordsOf(tree).trim() })).filter(({ startsMs, endsMs }) => endsMs > startsMs);
}

/** Of a voice's tag the speaker's name is no word that was spoken. */
const wordsOf = ({ type, value, children }: CueNode): string => (type === 'text' ? (value ?? '') : '') + (children ?? []).map(wordsOf).join('');
