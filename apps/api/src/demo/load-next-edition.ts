import { Field, Track } from '@everexpo/contracts';
import { exec, type Transaction } from '../platform/index.ts';
import type { DemoEdition } from './generate/demo-edition.ts';
import { projectWriter } from './generate/projects.ts';
import { seeded } from './generate/random.ts';

const SUBMISSIONS = 36;
const REVIEWED = 20;
const CALL_DAYS = 60;

const QUESTIONS = [
  {
    id: 'readiness',
    zh: '样机或中试目前到了哪一步？',
    en: 'How far is the prototype or the pilot line?',
    required: true,
  },
  {
    id: 'partner',
    zh: '希望在科创会上遇到怎样的合作方？',
    en: 'Whom do you hope to meet at the expo?',
    required: false,
  },
];
const CRITERIA = [
  { id: 'novelty', zh: '创新性', en: 'Novelty', weight: 40 },
  { id: 'market', zh: '市场前景', en: 'Market', weight: 35 },
  { id: 'team', zh: '团队', en: 'Team', weight: 25 },
];

/**
 * Next year's edition as its organizers are preparing it: rooms and slots taken over, the call open, projects coming
 * in.
 */
export async function loadNextEdition(tx: Transaction, demo: DemoEdition, seed: number): Promise<void> {
  const random = seeded(seed);
  const year = demo.edition.year + 1;
  const id = random.uuid();
  await exec(tx)`
    INSERT INTO edition (id, code, year, name_zh, name_en, time_zone, starts_on, day_count, demo, rules)
    SELECT ${id}, ${`KC-${year}`}, ${year}, ${`${year} 永不落幕科创会`}, ${`Everexpo ${year}`}, time_zone, starts_on + 364,
      day_count, true, rules
    FROM edition
    WHERE id = ${demo.edition.id}
  `;
  await exec(tx)`
    INSERT INTO room (edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats, features)
    SELECT ${id}, position, venue_zh, venue_en, name_zh, name_en, mode, seats, features
    FROM room
    WHERE edition_id = ${demo.edition.id}
  `;
  await exec(tx)`
    INSERT INTO timeslot (edition_id, day, starts_at, ends_at)
    SELECT ${id}, day + 364, starts_at + interval '364 days', ends_at + interval '364 days'
    FROM timeslot
    WHERE edition_id = ${demo.edition.id}
  `;
  await exec(tx)`
    INSERT INTO call (edition_id, opens_at, closes_at, questions, criteria)
    VALUES (${id}, now() - interval '7 days', now() + make_interval(days => ${CALL_DAYS}),
      ${JSON.stringify(QUESTIONS)}, ${JSON.stringify(CRITERIA)})
  `;

  const write = projectWriter(random);
  const owners = demo.people.filter((person) => person.role === 'owner' && person.organisation_id);
  const cities = new Map(demo.organisations.map((organisation) => [organisation.id, organisation.city]));
  const rows = Array.from({ length: SUBMISSIONS }, (_, at) => {
    const owner = owners[(at * 37) % owners.length] as (typeof owners)[number];
    const field = Field.options[at % Field.options.length] as Field;
    const track = Track.options[at % Track.options.length] as Track;
    const city = cities.get(owner.organisation_id as string) ?? 'chengdu';
    return {
      id: random.uuid(),
      edition_id: id,
      owner_id: owner.id,
      organisation_id: owner.organisation_id,
      track,
      field,
      city,
      ...write(track, field, city),
      status: 'submitted',
      answers: { readiness: '样机已经完成第三方检测，正在准备中试。' },
    };
  });
  await exec(tx)`
    INSERT INTO project (id, edition_id, owner_id, organisation_id, track, field, city, stage, title_zh, title_en,
      summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen, status, answers)
    SELECT id, edition_id, owner_id, organisation_id, track, field, city, stage, title_zh, title_en, summary_zh,
      summary_en, seeks_zh, seeks_en, amount_sought_fen, status, answers
    FROM json_populate_recordset(NULL::project, ${JSON.stringify(rows)})
  `;
  const reviewers = demo.people.filter((person) => person.role === 'organizer' && !person.organisation_id).slice(1, 4);
  for (const project of rows.slice(0, REVIEWED)) {
    for (const reviewer of reviewers) {
      const scores = Object.fromEntries(CRITERIA.map((criterion) => [criterion.id, random.int(4, 10)]));
      const score = CRITERIA.reduce((sum, criterion) => sum + criterion.weight * (scores[criterion.id] ?? 0), 0) / 100;
      await exec(tx)`
        INSERT INTO review (project_id, reviewer_id, scores, score, comment)
        VALUES (${project.id}, ${reviewer.id}, ${JSON.stringify(scores)}, ${score}, '')
      `;
    }
  }
}
