/** Levels compared in this order; higher is better, penalties are negative. */
export interface Score {
  hard: number;
  medium: number;
  soft: number;
}

export const zero = (): Score => ({ hard: 0, medium: 0, soft: 0 });

/** Positive when `a` is better than `b`. */
export function compareScores(a: Score, b: Score): number {
  return a.hard - b.hard || a.medium - b.medium || a.soft - b.soft;
}

export function plus(a: Score, b: Score): Score {
  return { hard: a.hard + b.hard, medium: a.medium + b.medium, soft: a.soft + b.soft };
}

export function minus(a: Score, b: Score): Score {
  return { hard: a.hard - b.hard, medium: a.medium - b.medium, soft: a.soft - b.soft };
}

/** As the conference workbook writes it: `0hard/0medium/-123soft`. */
export function formatScore(score: Score): string {
  return `${score.hard}hard/${score.medium}medium/${score.soft}soft`;
}

/** Reads `1hard/0medium/-20soft`; null when it is not of that form. */
export function parseScore(text: string): Score | null {
  const found = /^(-?\d+)hard\/(-?\d+)medium\/(-?\d+)soft$/.exec(text.trim());
  return found ? { hard: Number(found[1]), medium: Number(found[2]), soft: Number(found[3]) } : null;
}
