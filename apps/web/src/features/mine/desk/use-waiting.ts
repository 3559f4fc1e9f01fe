import { useQuery } from '@tanstack/react-query';
import type { Meeting } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useRole } from '../../../lib/account/me.ts';
import { useFormats } from '../../../lib/format.ts';
import { useOrganizersWaiting } from './use-organizers-waiting.ts';
import type { Wait } from './wait.ts';

/** What waits for a person by their roles, of what can be asked; undefined until that is known. */
export function useWaiting(meId: string): Wait[] | undefined {
  const parts = [useMeetingsWaiting(meId), useConfirmationsWaiting(), usePapersWaiting(), useOrganizersWaiting()];
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** The meeting that is next, and those whose times the other side has proposed. */
function useMeetingsWaiting(meId: string): Wait[] | undefined {
  const { t } = useTranslation('mine');
  const { pick, dayAndTime } = useFormats();
  const requested = useQuery({
    queryKey: queryKeys.meetings('waiting'),
    queryFn: ({ signal }) => get('/meetings', { query: { show: 'waiting', limit: 50 }, signal }),
  });
  const upcoming = useQuery({
    queryKey: queryKeys.meetings('upcoming'),
    queryFn: ({ signal }) => get('/meetings', { query: { show: 'upcoming', limit: 50 }, signal }),
  });
  if (requested.isPending || upcoming.isPending) return undefined;
  const next = upcoming.data?.items.toSorted((one, other) => startOf(one) - startOf(other))[0];
  const asked = (requested.data?.items ?? []).filter(({ proposedBy, parties }) => {
    const side = parties.find(({ personId }) => personId === meId)?.side;
    return side !== 'guest' && proposedBy !== side;
  });
  return [
    ...(next
      ? [
          {
            text: next.startsAt
              ? t('nextMeeting', {
                  time: dayAndTime(next.startsAt, next.timeZone),
                  project: pick(next.project.titleZh, next.project.titleEn),
                })
              : t('openMeeting', { project: pick(next.project.titleZh, next.project.titleEn) }),
            to: `/negotiations/${next.id}`,
          },
        ]
      : []),
    ...(asked.length > 0
      ? [{ text: t('meetingsToAnswer', { count: asked.length }), to: `/negotiations/${asked[0]?.id}` }]
      : []),
  ];
}

/** Of one that rings there is no time: it comes first. */
const startOf = ({ startsAt }: Meeting) => (startsAt === null ? 0 : Date.parse(startsAt));

/** An owner's projects that were accepted, until they say that they come. */
function useConfirmationsWaiting(): Wait[] | undefined {
  const { t } = useTranslation('mine');
  const owner = useRole('owner');
  const { data, isPending } = useQuery({
    queryKey: queryKeys.myProjects(),
    queryFn: ({ signal }) => get('/my-projects', { signal }),
    enabled: owner,
  });
  if (!owner) return [];
  if (isPending) return undefined;
  const count = data?.items.filter(({ status, letter }) => status === 'accepted' && letter !== null).length ?? 0;
  return count > 0 ? [{ text: t('toConfirm', { count }), to: '#my-projects' }] : [];
}

/** What staff have logged and nobody has verified yet. */
function usePapersWaiting(): Wait[] | undefined {
  const { t } = useTranslation('mine');
  const staff = useRole('staff');
  const { data, isPending } = useQuery({
    queryKey: queryKeys.desk('to-verify'),
    queryFn: ({ signal }) => get('/agreements/paper', { query: { state: 'signed', limit: 1 }, signal }),
    enabled: staff,
  });
  if (!staff) return [];
  if (isPending) return undefined;
  const count = data?.total ?? 0;
  return count > 0 ? [{ text: t('papersToVerify', { count }), to: '/desk' }] : [];
}
