import { Injectable } from '@nestjs/common';
import type { CaptionLanguage } from '@everexpo/contracts';
import { ruleText } from '@everexpo/contracts/problems';
import { DataSource, type EntityManager } from 'typeorm';
import {
  exec,
  exists,
  fieldError,
  type FieldError,
  invalid,
  notFound,
  type PersonCommand,
  ProblemError,
  Refusal,
  refusedField,
  runLimited,
  UnitOfWork,
} from '../../platform/index.ts';
import type { CaptionsRead } from './caption-program.ts';
import type { CaptionCue, CueError } from './read-captions.ts';

/** A talk of an hour takes some 100 kB. */
export const MAX_CAPTION_BYTES = 4 * 1024 * 1024;

/** As many captions as are taken are read within a second on two slow cores. */
const read = runLimited<string, CaptionsRead>(new URL('./caption-program.ts', import.meta.url), {
  atOnce: 2,
  waiting: 8,
  timeoutMs: 20_000,
  megabytes: 512,
});

/** Captions of a recording, one file a language; a later one takes the place of an earlier one. */
@Injectable()
export class SetCaptions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * @throws ProblemError 404 for a session without a recording, before its file is received; 413; 415, 422 for what is
   * no WebVTT; 503 `busy`
   */
  async run(
    command: PersonCommand,
    sessionId: string,
    language: CaptionLanguage,
    receive: () => Promise<Buffer>,
  ): Promise<{ cues: number }> {
    await requireRecording(this.dataSource.manager, sessionId);
    const body = textOf(await receive());
    const cues = await cuesOf(body, command.actor.id);
    return this.work.run(command, async (tx) => {
      await requireRecording(tx.manager, sessionId);
      // Whoever comes second waits here, and then takes the first one's cues away.
      await exec(tx)`
        INSERT INTO caption (session_id, language, body) VALUES (${sessionId}, ${language}, ${body})
        ON CONFLICT (session_id, language) DO UPDATE SET body = excluded.body
      `;
      await exec(tx)`DELETE FROM caption_cue WHERE session_id = ${sessionId} AND language = ${language}`;
      await exec(tx)`
        INSERT INTO caption_cue (session_id, language, index, starts_ms, ends_ms, words)
        SELECT ${sessionId}, ${language}, index, (cue->>'startsMs')::int, (cue->>'endsMs')::int, cue->>'words'
        FROM jsonb_array_elements(${JSON.stringify(cues)}::jsonb) WITH ORDINALITY AS e(cue, index)
      `;
      await tx.audit('recording.set-captions', sessionId, { language, cues: cues.length });
      return { cues: cues.length };
    });
  }
}

async function requireRecording(manager: EntityManager, sessionId: string): Promise<void> {
  const recorded = await exists(manager)`
    SELECT 1 FROM recording_segment WHERE session_id = ${sessionId} LIMIT 1
  `;
  if (!recorded) throw notFound('recording');
}

/** Read in a process of its own. */
async function cuesOf(body: string, by: string): Promise<CaptionCue[]> {
  // What does not begin as the format does needs no process to be refused.
  if (!body.startsWith('WEBVTT')) throw invalid(fieldError('/captions', 'webvtt_header'));
  try {
    const { cues, errors } = await read(body, { by });
    if (errors.length === 0) return cues;
    throw invalid(...errors.map(saidOf));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw invalid(refusedField('/captions', error));
  }
}

const saidOf = ({ rule, values }: CueError): FieldError => ({
  pointer: '/captions',
  rule,
  values,
  text: (language) => ruleText(rule, values as never, language),
});

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\0', '');
  } catch {
    throw new ProblemError(
      'unsupported_media',
      { accepted: ['WebVTT'] },
      { errors: [fieldError('/captions', 'file_kind.captions')] },
    );
  }
}
