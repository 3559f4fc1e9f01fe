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
} from './catalogue/catalogue.ts';
export type { Kind, Language, Status } from './catalogue/define.ts';
export { fieldError, fieldErrorsOf, type FieldError } from './field-errors.ts';
export { problemText, ruleText, type Value, type Values } from './say.ts';
export type { Service, Thing } from './catalogue/things.ts';
export { problemTitles } from './catalogue/titles.ts';
export { zodIssueText } from './zod-issue-text.ts';
