export {
  fieldRules,
  isFieldRule,
  isProblemCode,
  problemPath,
  problems,
  type FieldRule,
  type ProblemCode,
  type ProblemParameters,
  type RuleParameters,
} from './catalogue.ts';
export type { Kind, Language, Status } from './define.ts';
export { fieldError, fieldErrorsOf, type FieldError } from './field-errors.ts';
export { problemText, ruleText, type Value, type Values } from './say.ts';
export type { Service, Thing } from './things.ts';
export { problemTitles } from './titles.ts';
export { zodIssueText } from './zod-issue-text.ts';
