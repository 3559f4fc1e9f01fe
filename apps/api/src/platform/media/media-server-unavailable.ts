/** The media server cannot be reached, does not answer, or has broken down; `cause` says how. */
export class MediaServerUnavailable extends Error {
  constructor(cause: Error) {
    super(`the media server is away: ${cause.message}`, { cause });
  }
}

const GIVEN_UP = ['TimeoutError', 'AbortError'];

/**
 * An error of LiveKit's SDK as MediaServerUnavailable where nobody has answered; the server's own refusals stay as they
 * are.
 */
export function toMediaServerUnavailable(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { status } = error as { status?: unknown };
  const unreachable = error instanceof TypeError && error.message === 'fetch failed';
  const broken = typeof status === 'number' && status >= 500;
  return unreachable || broken || GIVEN_UP.includes(error.name) ? new MediaServerUnavailable(error) : error;
}
