import type { Agreement, SignAgreement } from '@everexpo/contracts';
import type { Answer } from '../clients/client.ts';
import type { Host } from './host.ts';
import { aMeeting, type MeetingFixture, type PartiesOptions } from './meeting.ts';
import { codeOf, type Person } from './person.ts';

export interface AgreementFixture extends MeetingFixture {
  agreement: Agreement;
}

export const someTerms = {
  kind: 'cooperation',
  title: '联合研发合作',
  amountFen: 128_000_000,
  termMonths: 24,
  terms: '双方开展联合研发与应用示范，成果按投入比例共享。',
  amountPublic: true,
};

export interface AgreementOptions extends PartiesOptions {
  /** What differs from `someTerms`. */
  terms?: object;
  /** The negotiation it comes from; one of its own else. */
  fixture?: MeetingFixture;
}

/** A draft of the investor's. */
export async function aDraftAgreement(host: Host, options: AgreementOptions = {}): Promise<AgreementFixture> {
  const fixture = options.fixture ?? (await aMeeting(host, options));
  const terms = { ...someTerms, ...options.terms };
  const path = `/api/meetings/${fixture.meeting.id}/agreements`;
  return { ...fixture, agreement: await fixture.investor.client.ask<Agreement>('POST', path, terms) };
}

/** An agreement that both sides have approved and may sign now. */
export async function anAgreementToSign(host: Host, options: AgreementOptions = {}): Promise<AgreementFixture> {
  const fixture = await aDraftAgreement(host, options);
  const { id, version } = fixture.agreement;
  await fixture.investor.client.ask('POST', `/api/agreements/${id}/submit`, { version });
  const agreement = await fixture.owner.client.ask<Agreement>('POST', `/api/agreements/${id}/approve`, { version });
  return { ...fixture, agreement };
}

/** An agreement that both sides have signed: registered, numbered and in the ledger. */
export async function aRegisteredAgreement(host: Host, options: AgreementOptions = {}): Promise<AgreementFixture> {
  const fixture = await anAgreementToSign(host, options);
  await signAs(host, fixture.investor, fixture.agreement);
  return { ...fixture, agreement: await signAs(host, fixture.owner, fixture.agreement) };
}

/** What a person sends to sign, with the code that their authenticator shows now. */
export const signatureOf = ({ version, documentSha256 }: Agreement, person: Person): SignAgreement => ({
  version,
  documentSha256: documentSha256 as string,
  signature: { kind: 'typed', text: '测试签名' },
  code: codeOf(person),
});

/**
 * Signs as a person. A code counts once and lasts half a minute, so that who signs many things in a row would wait:
 * here what they have used is forgotten first. @throws Error with the problem when it is refused
 */
export async function signAs(host: Host, person: Person, agreement: Agreement): Promise<Agreement> {
  await forgetUsedCodes(host, person);
  return person.client.ask('POST', `/api/agreements/${agreement.id}/sign`, signatureOf(agreement, person));
}

export async function forgetUsedCodes(host: Host, { id }: Pick<Person, 'id'>): Promise<void> {
  await host.asOwner(`UPDATE second_factor SET used_step = 0 WHERE person_id = $1`, [id]);
}

/** Tries to sign with a code that was not used yet; `change` replaces parts of what is sent. The answer may refuse. */
export async function trySigning(
  host: Host,
  person: Person,
  agreement: Agreement,
  change: Partial<SignAgreement> = {},
): Promise<Answer<Agreement>> {
  await forgetUsedCodes(host, person);
  const signature = { ...signatureOf(agreement, person), ...change };
  return person.client.create(`/api/agreements/${agreement.id}/sign`, signature);
}

/** What one does to a version of an agreement: submit, approve, decline, withdraw, complete and so on. */
export const actOn = (
  { client }: Pick<Person, 'client'>,
  { id, version }: Pick<Agreement, 'id' | 'version'>,
  action: string,
  more: object = {},
): Promise<Answer<Agreement>> => client.create(`/api/agreements/${id}/${action}`, { version, ...more });
