/** When meetings may be; minutes on one axis for all days. */
export interface Slot {
  id: string;
  /** yyyy-mm-dd */
  day: string;
  start: number;
  end: number;
}

export interface Person {
  id: string;
  /** Ids of the slots this person cannot take: own sessions, must-sees, working hours. */
  unavailable: string[];
}

export interface Table {
  id: string;
  unavailable: string[];
}

/** Two people who want to meet. */
export interface Wish {
  id: string;
  /** Two different people. */
  parties: [string, string];
  /** How much each side wants it, 1 to 3. */
  priorities: [number, number];
  /** Where it is held already; kept if anything allows it. */
  held?: string;
  /** Confirmed by both: never moved, never dropped. Needs `held`. */
  confirmed?: boolean;
  /** Online: takes no table. */
  online?: boolean;
}

export interface SolverInput {
  slots: Slot[];
  people: Person[];
  tables: Table[];
  wishes: Wish[];
  /** Minutes a person needs from one meeting to the next. */
  changeover: number;
}

export interface Placed {
  wish: string;
  slot: string;
  /** Null for an online meeting. */
  table: string | null;
}

/** Input that contradicts itself; `where` names the field. */
export class SolverInputError extends Error {
  readonly where: string;

  constructor(where: string, rule: string) {
    super(`${where}: ${rule}`);
    this.name = 'SolverInputError';
    this.where = where;
  }
}
