import { Organisation, Person } from './accounts/index.ts';
import { Agreement, AgreementParty, LedgerEntry } from './agreements/index.ts';
import { Edition, Pitch, Project, Session } from './expo/index.ts';
import { Question, Stage } from './live/index.ts';
import type { EntityClass } from './platform/index.ts';

/** Every entity of the API, by context. */
export const entities: EntityClass[] = [
  Person,
  Organisation,
  Edition,
  Session,
  Pitch,
  Project,
  Stage,
  Question,
  Agreement,
  AgreementParty,
  LedgerEntry,
];
