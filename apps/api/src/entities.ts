import { LedgerEntry } from './agreements/registry/ledger/ledger-entry.entity.ts';
import { AgreementParty } from './agreements/agreement/agreement-party.entity.ts';
import { Agreement } from './agreements/agreement/agreement.entity.ts';
import { Question } from './live/questions/question.entity.ts';
import { Stage } from './live/stage/stage.entity.ts';
import type { EntityClass } from './platform/index.ts';

/** Every entity of the API, by context: TypeORM needs them all, nobody else those of another context. */
export const entities: EntityClass[] = [Stage, Question, Agreement, AgreementParty, LedgerEntry];
