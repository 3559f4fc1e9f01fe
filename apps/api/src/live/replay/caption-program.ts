import { serveTask } from '../../platform/sandbox/serve-task.ts';
import { CaptionError, readCaptions, type CaptionCue, type CueError } from './read-captions.ts';

/** The cues of a WebVTT file, or why they are not taken. */
export interface CaptionsRead {
  cues: CaptionCue[];
  errors: CueError[];
}

serveTask<string, CaptionsRead>((text) => Promise.resolve(read(text)));

function read(text: string): CaptionsRead {
  try {
    return { cues: readCaptions(text), errors: [] };
  } catch (error) {
    if (error instanceof CaptionError) return { cues: [], errors: error.errors };
    throw error;
  }
}
