import type { AgreementNews } from '@everexpo/contracts';
import { eventKind, type Transaction } from '../platform/index.ts';

export const agreementChanged = eventKind<{ agreementId: string }>('agreements.changed');
export const agreementRegistered = eventKind<{ agreementId: string; editionId: string; number: string }>(
  'agreements.registered',
);
export const deskChanged = eventKind<{ agreementId: string }>('agreements.desk-changed');
export const ceremonyChanged = eventKind<{ editionId: string }>('agreements.ceremony-changed');

/** What a party is told in person; `eventId` makes a repeat harmless. */
export interface News {
  agreementId: string;
  title: string;
  people: string[];
  news: AgreementNews;
  detail: string;
  eventId: string;
}
export const agreementNews = eventKind<News>('agreements.news');

/** Tells these people news of an agreement, each once per version and step. */
export async function notifyPeople(
  tx: Pick<Transaction, 'emit'>,
  agreement: { id: string; title: string; version: number },
  people: (string | null)[],
  news: AgreementNews,
  detail = '',
): Promise<void> {
  const known = people.filter((person): person is string => person !== null);
  if (known.length === 0) return;
  const eventId = `${agreement.id} ${news} ${agreement.version} ${Date.now()}`;
  await tx.emit(agreementNews, {
    agreementId: agreement.id,
    title: agreement.title,
    people: known,
    news,
    detail,
    eventId,
  });
}

/** Tells every party but the one who acted. */
export async function notifyOtherParties(
  tx: Pick<Transaction, 'emit'>,
  agreement: { id: string; title: string; version: number },
  parties: { personId: string | null }[],
  actorId: string,
  news: AgreementNews,
  detail = '',
): Promise<void> {
  await notifyPeople(
    tx,
    agreement,
    parties.map(({ personId }) => personId).filter((person) => person !== actorId),
    news,
    detail,
  );
}
