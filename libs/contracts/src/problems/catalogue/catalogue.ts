import { accountsFields, accountsProblems } from './accounts.ts';
import { agreementsFields, agreementsProblems } from './agreements.ts';
import type { ParametersOf, ProblemEntry, Text } from './define.ts';
import { expoFields, expoProblems } from './expo.ts';
import { liveFields, liveProblems } from './live.ts';
import { negotiationFields, negotiationProblems } from './negotiation.ts';
import { platformFields, platformProblems } from './platform.ts';
import { scheduleFields } from './schedule-files.ts';

/** Every problem that the API answers with, by its code. */
export const problems = {
  ...platformProblems,
  ...accountsProblems,
  ...expoProblems,
  ...liveProblems,
  ...negotiationProblems,
  ...agreementsProblems,
} satisfies Record<string, ProblemEntry>;
export type ProblemCode = keyof typeof problems;
export type ProblemParameters<C extends ProblemCode> = ParametersOf<(typeof problems)[C]['parameters']>;

/** What is said of a field by the rule that it breaks, and by the place where that is told apart. */
export const fieldRules = {
  ...platformFields,
  ...accountsFields,
  ...expoFields,
  ...scheduleFields,
  ...liveFields,
  ...negotiationFields,
  ...agreementsFields,
} satisfies Record<string, Text>;
export type FieldRule = keyof typeof fieldRules;
export type RuleParameters<R extends FieldRule> = ParametersOf<(typeof fieldRules)[R]['parameters']>;

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code);
export const isFieldRule = (rule: string): rule is FieldRule => Object.hasOwn(fieldRules, rule);

/** Where a code is documented; the `type` of its problems. */
export const problemPath = (code: string): string => `/api/problems/${code}`;
