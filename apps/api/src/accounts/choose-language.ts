import { Injectable } from '@nestjs/common';
import type { ChosenLanguage } from '@everexpo/contracts';
import { exec, type PersonCommand, UnitOfWork } from '../platform/index.ts';

/** Keeps the language that somebody reads in: what asks for none is answered in it. */
@Injectable()
export class ChooseLanguage {
  constructor(private readonly work: UnitOfWork) {}

  run(command: PersonCommand, { language }: ChosenLanguage): Promise<void> {
    return this.work.run(command, async (tx) => {
      await exec(tx)`UPDATE person SET language = ${language} WHERE id = ${command.actor.id}`;
      await tx.audit('language.choose', command.actor.id, { language });
    });
  }
}
