import { isTableRule, tableRuleText, type Label, type RuleValues } from '@everexpo/contracts';
import { ApiError } from './api.ts';

/** Why a table was refused, in both languages; undefined for an error that is not about the table. */
export function tableProblem(error: unknown): Label | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const { code = '', errors = [] } = error.problem;
  const first = errors.find(({ pointer }) => pointer.startsWith('/file') || pointer === '/table');
  if (isTableRule(code)) return tableRuleText(code, first?.values);
  if (!first) return undefined;
  const rule = first.rule === 'required' ? 'required_file' : first.rule;
  return tableRuleText(isTableRule(rule) ? rule : 'table', first.values as RuleValues);
}
