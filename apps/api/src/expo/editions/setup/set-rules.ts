import { Injectable } from '@nestjs/common';
import type { ProgrammeRules } from '@everexpo/contracts';
import { DEFAULT_WEIGHTS } from '@everexpo/timetable';
import { exec, fieldError, invalid, notFound, type PersonCommand, UnitOfWork } from '../../../platform/index.ts';
import { touchDraft } from '../../draft/touch-draft.ts';

/** Sets an edition's lengths, caps, and what each rule weighs and does. */
@Injectable()
export class SetRules {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 422 for a rule the solver does not know, or a least above the most */
  run(command: PersonCommand, editionId: string, rules: ProgrammeRules): Promise<ProgrammeRules> {
    const unknown = [
      ...Object.keys(rules.weights).map((name) => ['weights', name]),
      ...Object.keys(rules.impacts).map((name) => ['impacts', name]),
    ].filter(([, name]) => !Object.hasOwn(DEFAULT_WEIGHTS, name as string));
    if (unknown.length > 0)
      throw invalid(
        ...unknown.map(([field, name]) => fieldError(`/${field}/${name}`, 'known.rule', { name: name as string })),
      );
    if (rules.pitchesMin > rules.pitchesMax) throw invalid(fieldError('/pitchesMin', 'at_most_pitches_max'));
    return this.work.run(command, async (tx) => {
      const changed = await exec(tx)`UPDATE edition SET rules = ${JSON.stringify(rules)} WHERE id = ${editionId}`;
      if (changed === 0) throw notFound('edition');
      await tx.audit('expo.set-rules', editionId, { ...rules });
      await touchDraft(tx, command, editionId, []);
      return rules;
    });
  }
}
