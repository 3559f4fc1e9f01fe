import { cityLabels, Field, type City, type Role } from '@everexpo/contracts';
import { brands, givenFirst, givenSecond, lexicon, surnames } from './lexicon.ts';
import type { Random } from './random.ts';

export interface DemoOrganisation {
  id: string;
  name_zh: string;
  name_en: string;
  city: City;
  field: Field | null;
}

export interface DemoPerson {
  id: string;
  name: string;
  name_en: string;
  email: string;
  organisation_id: string | null;
  role: Role;
}

const ORGANISATIONS = 700;
const INVESTING = 140;
const HEADCOUNT: Record<Role, number> = {
  owner: 1600,
  investor: 900,
  organizer: 30,
  staff: 40,
  steward: 230,
  attendee: 398,
  admin: 2,
};

/** 700 organisations: makers of every field in the cities where it is at home, and investing companies. */
export function makeOrganisations(random: Random): DemoOrganisation[] {
  const names = new Set<string>();
  return Array.from({ length: ORGANISATIONS }, (_, index) => {
    for (;;) {
      const organisation = makeOrganisation(random, index);
      if (names.has(organisation.name_zh)) continue;
      names.add(organisation.name_zh);
      return organisation;
    }
  });
}

function makeOrganisation(random: Random, index: number): DemoOrganisation {
  const brand = random.pick(brands);
  const second = random.pick(brands);
  if (index < INVESTING) {
    const city = random.pick(['chengdu', 'mianyang', 'yibin', 'deyang'] as const);
    const zh = `${cityLabels[city].zh}${brand.zh}${second.zh.slice(0, 1)}科创投资有限公司`;
    return {
      id: random.uuid(),
      name_zh: zh,
      name_en: `${cityLabels[city].en} ${brand.en} ${second.en} Ventures`,
      city,
      field: null,
    };
  }
  const field = Field.options[index % Field.options.length] as Field;
  const city = random.pick(lexicon[field].cities);
  const { trade } = lexicon[field];
  const institute = random.next() < 0.25;
  const zh = `${cityLabels[city].zh}${brand.zh}${second.zh.slice(0, 1)}${trade.zh}${institute ? '研究院' : '有限公司'}`;
  const en = `${cityLabels[city].en} ${brand.en} ${second.en} ${trade.en}${institute ? ' Institute' : ''}`;
  return { id: random.uuid(), name_zh: zh, name_en: en, city, field };
}

/** 3,200 people over all roles; owners belong to makers, investors to investing companies. */
export function makePeople(random: Random, organisations: DemoOrganisation[]): DemoPerson[] {
  const makers = organisations.filter((organisation) => organisation.field !== null);
  const investing = organisations.filter((organisation) => organisation.field === null);
  const homes: Partial<Record<Role, DemoOrganisation[]>> = { owner: makers, investor: investing };
  let serial = 0;
  return (Object.entries(HEADCOUNT) as [Role, number][]).flatMap(([role, count]) =>
    Array.from({ length: count }, (_, index) => {
      serial += 1;
      const home = homes[role];
      const email = `p${String(serial).padStart(4, '0')}@demo.everexpo.example`;
      return {
        ...makeName(random),
        id: random.uuid(),
        email,
        organisation_id: home ? (home[index % home.length]?.id ?? null) : null,
        role,
      };
    }),
  );
}

function makeName(random: Random): { name: string; name_en: string } {
  const [surname, first, second] = [random.pick(surnames), random.pick(givenFirst), random.pick(givenSecond)];
  const given = first.en + second.en;
  return {
    name: surname.zh + first.zh + second.zh,
    name_en: `${given.charAt(0).toUpperCase()}${given.slice(1)} ${surname.en}`,
  };
}
