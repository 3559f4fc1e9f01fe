/** A kind of event with the type of what it carries. */
export interface EventKind<P> {
  readonly type: string;
  /** Present in types only, so that emitters and handlers agree on the payload. */
  readonly payload?: P;
}

export const eventKind = <P>(type: string): EventKind<P> => ({ type });
