import type { Interest, Meeting } from '@everexpo/contracts';
import type { BuiltEdition, BuiltPitch } from './edition-rows.ts';
import { aCurrentEdition, anEdition } from './edition.ts';
import type { Host } from './host.ts';
import { aPerson, type Person } from './person.ts';

export interface InterestFixture {
  edition: BuiltEdition;
  project: BuiltPitch['project'];
  owner: Person;
  investor: Person;
  interest: Interest;
}

export interface MeetingFixture extends InterestFixture {
  meeting: Meeting;
}

export interface PartiesOptions {
  owner?: Person;
  investor?: Person;
  /** Where the project pitches; an edition of its own else. */
  edition?: BuiltEdition;
}

/** An investor's interest in a project, both sides with an authenticator. */
export async function anInterest(host: Host, options: PartiesOptions = {}): Promise<InterestFixture> {
  const owner = options.owner ?? (await aPerson(host, { roles: ['owner'], authenticator: true }));
  const investor = options.investor ?? (await aPerson(host, { roles: ['investor'], authenticator: true }));
  const edition =
    options.edition ??
    (await anEdition(host)
      .withSession({ owners: [owner] })
      .build());
  const pitch = edition.sessions.flatMap(({ pitches }) => pitches).find((one) => one.owner.id === owner.id);
  if (!pitch) throw new Error('the owner pitches nothing in this edition');
  const interest = await investor.client.ask<Interest>('POST', `/api/projects/${pitch.project.id}/interests`, {});
  return { edition, project: pitch.project, owner, investor, interest };
}

/** A negotiation that the investor has opened at once, without a booking. */
export async function aMeeting(host: Host, options: PartiesOptions = {}): Promise<MeetingFixture> {
  const fixture = await anInterest(host, options);
  const meeting = await fixture.investor.client.ask<Meeting>('POST', `/api/interests/${fixture.interest.id}/meetings`);
  return { ...fixture, meeting };
}

/** A negotiation about a project of a new edition that the product is about from now on. */
export async function aMeetingOfTheCurrentEdition(
  host: Host,
  options: Pick<PartiesOptions, 'owner'> = {},
): Promise<MeetingFixture> {
  const { owner } = options;
  if (!owner) return aMeeting(host, await aCurrentEdition(host));
  const edition = await anEdition(host)
    .withSession({ owners: [owner] })
    .current()
    .build();
  return aMeeting(host, { owner, edition });
}
