import type { FieldRule } from './catalogue/catalogue.ts';

/** The message of a contract's own rule: its text in the catalogue is written when the problem is answered. */
export const rule = (name: FieldRule): FieldRule => name;

/** The same for a refinement. */
export const broken = (name: FieldRule, values?: Record<string, string | number>) => ({
  message: name,
  params: { rule: name, ...(values ? { values } : {}) },
});
