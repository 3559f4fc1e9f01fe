import { ApiError } from './api.ts';
import { retryPolicy } from './retry-policy.ts';

const TOO_MANY_REQUESTS = 429;
/** Whether a retry changes nothing: what is asked for is not there, or not for this person. */
const isFinal = (error: unknown) =>
  error instanceof ApiError && error.status < 500 && error.status !== TOO_MANY_REQUESTS;

/**
 * Sends a request until it is answered or refused for good, or the signal is aborted. What is returned sends it once
 * more: at once, or after the one that is pending.
 */
export function retryUntilAnswered<T>(
  send: () => Promise<T>,
  onAnswer: (answer: T) => void,
  signal: AbortSignal,
): () => void {
  let [isDue, isPending] = [false, false];
  const repeat = () => {
    isDue = true;
    if (!isPending) void run();
  };
  repeat();
  return repeat;

  async function run(): Promise<void> {
    isPending = true;
    let failures = 0;
    while (isDue && !signal.aborted) {
      isDue = false;
      try {
        const answer = await send();
        failures = 0;
        if (!signal.aborted) onAnswer(answer);
      } catch (error) {
        if (isFinal(error)) break;
        isDue = true;
        await pause(retryPolicy.retryDelay(failures, error), signal);
        failures += 1;
      }
    }
    isPending = false;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
