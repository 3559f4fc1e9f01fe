import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useRole } from '../../../lib/account/me.ts';
import { useFormats } from '../../../lib/format.ts';
import type { Wait } from './wait.ts';

/** For organizers: sessions that are live, and submissions of each edition in preparation that nobody decided on. */
export function useOrganizersWaiting(): Wait[] | undefined {
  const { t } = useTranslation('mine');
  const { pick } = useFormats();
  const organizer = useRole('organizer');
  const home = useQuery({
    queryKey: queryKeys.home(),
    queryFn: ({ signal }) => get('/home', { signal }),
    enabled: organizer,
  });
  const editions = useQuery({
    queryKey: queryKeys.editions(),
    queryFn: ({ signal }) => get('/editions', { signal }),
    enabled: organizer,
  });
  const coming = editions.data?.items.filter(({ open, projects }) => !open && projects > 0) ?? [];
  const submitted = useQueries({
    queries: coming.map(({ id }) => ({
      queryKey: queryKeys.submissions(id, 'submitted', 'count'),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get('/editions/{edition}/submissions', {
          path: { edition: id },
          query: { status: 'submitted', limit: 1 },
          signal,
        }),
    })),
  });
  if (!organizer) return [];
  if (home.isPending || editions.isPending || submitted.some(({ isPending }) => isPending)) return undefined;
  const live = home.data?.live.length ?? 0;
  return [
    ...(live > 0 ? [{ text: t('sessionsLive', { count: live }), to: '/control' }] : []),
    ...coming.flatMap(({ id, nameZh, nameEn }, index) => {
      const count = submitted[index]?.data?.total ?? 0;
      const edition = pick(nameZh, nameEn);
      return count > 0 ? [{ text: t('toDecide', { count, edition }), to: `/prepare/${id}/selection` }] : [];
    }),
  ];
}
