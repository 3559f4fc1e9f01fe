/** Stands in a request for an id that is new each time it is sent. */
export const FRESH_ID = '00000000-0000-4000-8000-000000000000';

/** What a flooder sends and for how long; it is told nothing else. */
export interface FloodOrder {
  url: string;
  cookie: string;
  seconds: number;
  requests: { event: string; request: object }[];
}

/** What became of it. */
export interface FloodReport {
  sent: number;
  answered: number;
  /** Answers `too_many_requests`. */
  refused: number;
  /** Events of which it was told that there is no such event. */
  unknown: string[];
  /** Times that the server said that it is too fast, ended its socket, and did not let it in again. */
  slowed: number;
  ended: number;
  turnedAway: number;
}

/** The same over HTTP. */
export interface HttpFloodOrder {
  url: string;
  headers: Record<string, string>;
  seconds: number;
  requests: { method: 'GET' | 'POST'; path: string }[];
}

export interface HttpFloodReport {
  sent: number;
  answered: number;
  /** Answers 429. */
  refused: number;
  /** Answers 5xx. */
  faults: number;
  /** Requests without an answer. */
  errors: number;
}
