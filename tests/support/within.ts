import { HANG_MS } from './hang.ts';

/** What is said beside a failure, such as a server's last lines. */
export type Evidence = () => string | Promise<string>;

const HUNG = Symbol('hung');

/** What the promise resolves with. @throws Error that names what was waited for, with the evidence, after HANG_MS */
export async function within<T>(what: string, promise: Promise<T>, evidence?: Evidence): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<typeof HUNG>((resolve) => {
    timer = setTimeout(resolve, HANG_MS, HUNG);
  });
  const first = await Promise.race([promise, hang]).finally(() => clearTimeout(timer));
  if (first === HUNG) throw await inVain(what, evidence);
  return first;
}

/** The error of a wait that was given up. */
export async function inVain(what: string, evidence?: Evidence): Promise<Error> {
  return new Error(`waited in vain: ${what}${evidence ? `\n${await evidence()}` : ''}`);
}
