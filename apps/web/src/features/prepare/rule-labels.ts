import { timetableRuleLabels, type Label } from '@everexpo/contracts';

/** The names of all rules, in the solver's order. */
export const RULES = Object.keys(timetableRuleLabels);

/** A rule in both languages. */
export const ruleLabel = (name: string): Label => timetableRuleLabels[name] ?? { zh: name, en: name };
