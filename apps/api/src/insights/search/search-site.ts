import type { SearchHit, SearchKind, SearchResults, SiteSearchQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { findAgreements } from '../../agreements/index.ts';
import { findOrganisations, findPresenters, findRooms, findSessions, searchProjects } from '../../expo/index.ts';
import { all, matchedTerms, searchWords } from '../../platform/index.ts';
import type { SearchPage } from './pages.ts';

type Found = Omit<SearchHit, 'matched'>;

/** Everything public that all words of `q` are found in, and those of these pages. */
export async function searchSite(
  manager: EntityManager,
  edition: { id: string; timeZone: string },
  { q, limit }: SiteSearchQuery,
  pages: SearchPage[],
): Promise<SearchResults> {
  const words = await searchWords(manager, q);
  if (words.length === 0) return { groups: [] };
  const { id, timeZone } = edition;
  const found: [SearchKind, Promise<Found[]>][] = [
    ['page', findPages(manager, pages, q, limit)],
    ['project', projects(manager, edition, q, limit)],
    ['session', findSessions(manager, id, q, limit).then((list) => list.map((one) => sessionHit(one, timeZone)))],
    ['person', findPresenters(manager, id, q, limit).then((list) => list.map(personHit))],
    ['organisation', findOrganisations(manager, id, q, limit).then((list) => list.map(organisationHit))],
    ['room', findRooms(manager, id, q, limit).then((list) => list.map(roomHit))],
    ['agreement', findAgreements(manager, q, limit).then((list) => list.map(agreementHit))],
  ];
  const groups = await Promise.all(
    found.map(async ([kind, hits]) => ({
      kind,
      hits: await Promise.all((await hits).map((hit) => marked(hit, words))),
    })),
  );
  return { groups: groups.filter(({ hits }) => hits.length > 0) };
}

const marked = async (hit: Found, words: string[]): Promise<SearchHit> => ({
  ...hit,
  matched: await matchedTerms([hit.nameZh, hit.nameEn, hit.detailZh, hit.detailEn], words),
});

async function projects(
  manager: EntityManager,
  edition: { id: string; timeZone: string },
  q: string,
  limit: number,
): Promise<Found[]> {
  const { items } = await searchProjects(manager, edition, { q, limit, sort: 'relevance' });
  return items.map(({ id, titleZh, titleEn, organisation, ownerName, ownerNameEn }) => ({
    id,
    href: `/projects/${id}`,
    nameZh: titleZh,
    nameEn: titleEn,
    detailZh: `${organisation.nameZh} · ${ownerName}`,
    detailEn: `${organisation.nameEn || organisation.nameZh} · ${ownerNameEn || ownerName}`,
  }));
}

function findPages(manager: EntityManager, pages: SearchPage[], q: string, limit: number): Promise<Found[]> {
  return all<Found>(manager)`
    SELECT x.href AS id, x.href, x.zh AS "nameZh", x.en AS "nameEn", x."detailZh", x."detailEn"
    FROM json_to_recordset(${JSON.stringify(pages)})
      AS x(href text, zh text, en text, also text, "detailZh" text, "detailEn" text)
    WHERE search_terms(x.zh || ' ' || x.also, x.en) @@ search_query(${q}, 'partial')
    LIMIT ${limit}
  `;
}

type Of<F extends (...given: never[]) => Promise<unknown[]>> = Awaited<ReturnType<F>>[number];

function sessionHit(session: Of<typeof findSessions>, timeZone: string): Found {
  const at = (locale: string) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(session.startsAt);
  return {
    id: session.id,
    href: `/sessions/${session.id}`,
    nameZh: session.titleZh,
    nameEn: session.titleEn,
    detailZh: `${at('zh-CN')} · ${session.roomZh}`,
    detailEn: `${at('en-GB')} · ${session.roomEn || session.roomZh}`,
  };
}

/** Whoever has several projects is shown with all of them. */
const projectsOf = ({ projects: count, projectId, nameZh }: Of<typeof findOrganisations>): string =>
  count === 1 ? `/projects/${projectId}` : `/projects?${new URLSearchParams({ q: nameZh })}`;

const personHit = (person: Of<typeof findPresenters>): Found => ({
  id: person.id,
  href: projectsOf(person),
  nameZh: person.nameZh,
  nameEn: person.nameEn,
  detailZh: person.organisationZh,
  detailEn: person.organisationEn || person.organisationZh,
});

const organisationHit = (organisation: Of<typeof findOrganisations>): Found => ({
  id: organisation.id,
  href: projectsOf(organisation),
  nameZh: organisation.nameZh,
  nameEn: organisation.nameEn,
  detailZh: `${organisation.projects} 个项目`,
  detailEn: organisation.projects === 1 ? '1 project' : `${organisation.projects} projects`,
});

/** A room is where its next session is. */
const roomHit = ({ id, nameZh, nameEn, venueZh, venueEn, session }: Of<typeof findRooms>): Found => ({
  id,
  href: session ? `/sessions/${session.id}` : '/programme',
  nameZh,
  nameEn,
  detailZh: session?.titleZh ?? venueZh,
  detailEn: session ? session.titleEn || session.titleZh : venueEn || venueZh,
});

const agreementHit = ({ number, title, parties }: Of<typeof findAgreements>): Found => ({
  id: number,
  href: `/verify/${encodeURIComponent(number)}`,
  nameZh: title,
  nameEn: title,
  detailZh: [number, ...(parties ?? [])].join(' · '),
  detailEn: [number, ...(parties ?? [])].join(' · '),
});
