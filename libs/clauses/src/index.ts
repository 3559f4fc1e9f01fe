export { clauseHeading, clausesOf } from './clauses-of.ts';
export type {
  Clause,
  Content,
  Details,
  Exclusivity,
  IpOwnership,
  Kind,
  Language,
  Milestone,
  Payment,
} from './content.ts';
export { diffClauses, type ClauseDiff, type DiffPart } from './diff-clauses.ts';
export { money, partyMark } from './words.ts';
