import { AgreementKind, type City, type Track } from '@everexpo/contracts';
import type { DemoEdition } from './demo-edition.ts';
import type { Random } from './random.ts';

const COUNT = 260;
const YEAR_MS = 365 * 86_400_000;

export interface PastAgreement {
  id: string;
  kind: AgreementKind;
  title: string;
  titleEn: string;
  amountFen: number;
  amountPublic: boolean;
  termMonths: number;
  terms: string;
  city: City;
  track: Track;
  parties: [string, string];
  registeredAt: Date;
  salt: string;
}

/** The agreements of the edition before: paper, registered in order over its three days. */
export function pastAgreements(random: Random, demo: DemoEdition, now: Date): PastAgreement[] {
  const investing = demo.organisations.filter((organisation) => organisation.field === null);
  const homes = new Map(demo.organisations.map((organisation) => [organisation.id, organisation]));
  const opening = now.getTime() - YEAR_MS;
  return Array.from({ length: COUNT }, (_, index) => {
    const project = demo.projects[index * 9] as DemoEdition['projects'][number];
    const subject = project.title_zh.replace(/^揭榜：/, '');
    return {
      id: random.uuid(),
      kind: random.pick(AgreementKind.options),
      title: `${subject}合作`,
      titleEn: project.title_en,
      amountFen: random.int(20, 4000) * 1_000_000,
      amountPublic: random.next() < 0.8,
      termMonths: random.pick([12, 24, 36, 60]),
      terms: '双方就项目的联合研发、应用示范与成果共享开展合作，具体事项以附件约定为准。',
      city: project.city,
      track: project.track,
      parties: [homes.get(project.organisation_id)?.name_zh ?? '', random.pick(investing).name_zh],
      registeredAt: new Date(opening + Math.floor((index / COUNT) * 2.5 * 86_400_000)),
      salt: random.uuid() + random.uuid(),
    };
  });
}
