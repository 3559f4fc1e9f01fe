import { ApiError } from './api.ts';
import { askAgain } from './ask-again.ts';

const TOO_MANY = 429;
/** Whether asking again changes nothing: what is asked for is not there, or not for this person. */
const isFinal = (error: unknown) => error instanceof ApiError && error.status < 500 && error.status !== TOO_MANY;

/**
 * Asks until there is an answer, which `told` is given, or a refusal for good, or until it is over. What it gives back
 * asks once more: at once, or after what is under way.
 */
export function keepAsking<T>(ask: () => Promise<T>, told: (answer: T) => void, over: AbortSignal): () => void {
  let [isWanted, isAsking] = [false, false];
  const again = () => {
    isWanted = true;
    if (!isAsking) void run();
  };
  again();
  return again;

  async function run(): Promise<void> {
    isAsking = true;
    let failures = 0;
    while (isWanted && !over.aborted) {
      isWanted = false;
      try {
        const answer = await ask();
        failures = 0;
        if (!over.aborted) told(answer);
      } catch (error) {
        if (isFinal(error)) break;
        isWanted = true;
        await pause(askAgain.retryDelay(failures, error), over);
        failures += 1;
      }
    }
    isAsking = false;
  }
}

function pause(ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const due = () => {
      clearTimeout(timer);
      over.removeEventListener('abort', due);
      resolve();
    };
    const timer = setTimeout(due, ms);
    over.addEventListener('abort', due);
  });
}
