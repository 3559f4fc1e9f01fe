import type { Agreement, AgreementState } from '@everexpo/contracts';
import type { Random } from '../../../apps/api/src/demo/generate/random.ts';
import {
  aDraftAgreement,
  aMeeting,
  anAgreementToSign,
  aPerson,
  aRegisteredAgreement,
  signAs,
  someTerms,
  type BuiltEdition,
  type Host,
  type MeetingFixture,
  type Person,
} from '../../../apps/api/src/testing/builders/index.ts';

/** What the API acknowledged of an agreement. */
export interface AcknowledgedAgreement {
  id: string;
  state: AgreementState;
  number: string | null;
  amountFen: number;
}

const KINDS = ['cooperation', 'investment'] as const;

/** An investor and an owner who draft, register, amend and end agreements of one negotiation, one act after another. */
export class PairLane {
  private readonly agreements: Agreement[] = [];
  private readonly host: Host;
  private readonly fixture: MeetingFixture;
  private readonly random: Random;

  private constructor(host: Host, fixture: MeetingFixture, random: Random) {
    this.host = host;
    this.fixture = fixture;
    this.random = random;
  }

  static async open(host: Host, edition: BuiltEdition, owner: Person, random: Random): Promise<PairLane> {
    const investor = await aPerson(host, { roles: ['investor'], authenticator: true });
    return new PairLane(host, await aMeeting(host, { edition, owner, investor }), random);
  }

  async run(operations: number): Promise<void> {
    for (let index = 0; index < operations; index += 1) await this.act();
  }

  acknowledged(): AcknowledgedAgreement[] {
    return this.agreements.map(({ id, state, number, amountFen }) => ({ id, state, number, amountFen }));
  }

  private async act(): Promise<void> {
    const registered = this.agreements.filter(({ state }) => state === 'registered');
    const choice = registered.length === 0 ? 0 : this.random.int(0, 9);
    if (choice <= 3) await this.register();
    else if (choice === 4) await this.leaveUnsigned();
    else if (choice === 5) await this.withdraw();
    else if (choice <= 7) await this.amend(this.random.pick(registered));
    else await this.end(this.random.pick(registered), this.random.pick(['complete', 'terminate'] as const));
  }

  private terms(): typeof someTerms {
    const { random } = this;
    const amountFen = random.int(1, 5_000) * 1_000_000;
    return { ...someTerms, kind: random.pick(KINDS), amountFen, amountPublic: random.int(0, 3) > 0 };
  }

  private async register(): Promise<void> {
    const { host, fixture } = this;
    this.agreements.push((await aRegisteredAgreement(host, { fixture, terms: this.terms() })).agreement);
  }

  private async leaveUnsigned(): Promise<void> {
    const { host, fixture } = this;
    this.agreements.push((await anAgreementToSign(host, { fixture, terms: this.terms() })).agreement);
  }

  private async withdraw(): Promise<void> {
    const { host, fixture } = this;
    const { agreement } = await aDraftAgreement(host, { fixture, terms: this.terms() });
    const path = `/api/agreements/${agreement.id}/withdraw`;
    const { version } = agreement;
    this.agreements.push(await fixture.investor.client.ask<Agreement>('POST', path, { version, reason: '不再推进' }));
  }

  private async amend(original: Agreement): Promise<void> {
    const { host, fixture } = this;
    const { investor, owner } = fixture;
    const draft = await owner.client.ask<Agreement>('POST', `/api/agreements/${original.id}/amendments`);
    const path = `/api/agreements/${draft.id}`;
    const { version } = await owner.client.ask<Agreement>('PUT', path, { ...this.terms(), version: draft.version });
    await owner.client.ask('POST', `${path}/submit`, { version });
    const ready = await investor.client.ask<Agreement>('POST', `${path}/approve`, { version });
    await signAs(host, owner, ready);
    this.agreements.push(await signAs(host, investor, ready));
    this.replace({ ...original, state: 'amended' });
  }

  private async end(agreement: Agreement, ending: 'complete' | 'terminate'): Promise<void> {
    const { investor, owner } = this.fixture;
    const { id, version } = agreement;
    const body = { version, reason: '双方协商一致' };
    await owner.client.ask('POST', `/api/agreements/${id}/${ending}`, body);
    this.replace(await investor.client.ask<Agreement>('POST', `/api/agreements/${id}/${ending}`, body));
  }

  private replace(agreement: Agreement): void {
    this.agreements[this.agreements.findIndex(({ id }) => id === agreement.id)] = agreement;
  }
}
