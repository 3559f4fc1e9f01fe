export { diagnose, type Impossibility } from './diagnose.ts';
export { evaluate, matchesOf, type Evaluation, type Match } from './evaluate.ts';
export { heatMap, type CellEffect } from './explain.ts';
export { Layout } from './layout.ts';
export * from './problem.ts';
export { repair, type Moved, type Repair } from './repair.ts';
export { compareScores, formatScore, minus, zero, type Score } from './score.ts';
export { solve, Solver, type Progress, type Solution, type SolveOptions } from './solve.ts';
export { CONSTRAINTS, DEFAULT_WEIGHTS, defaultImpact, type ConstraintName, type Impact } from './weights.ts';
