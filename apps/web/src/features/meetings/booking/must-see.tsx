import { Star } from 'lucide-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../../lib/api/api.ts';
import { useMe } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { ToggleButton } from '../../../ui/choices/toggle-button.tsx';

/** Marks a session as one that must be seen: no meeting is booked over it. */
export function MustSee({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('booking');
  const { data: me } = useMe();
  const queries = useQueryClient();
  const queryKey = queryKeys.mustSee(sessionId);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/sessions/{id}/must-see', { path: { id: sessionId }, signal }),
    enabled: me?.person !== undefined && me.person !== null,
  });
  const mark = useMutation({
    mutationFn: () => api(data?.mustSee ? 'DELETE' : 'PUT', '/sessions/{id}/must-see', { path: { id: sessionId } }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  if (!data) return null;
  return (
    <div>
      <ToggleButton
        pressed={data.mustSee}
        title={t('mustSeeHint')}
        disabled={mark.isPending}
        change={() => mark.mutate()}
      >
        <Star size={18} aria-hidden fill={data.mustSee ? 'currentColor' : 'none'} />
        {t('mustSee')}
      </ToggleButton>
    </div>
  );
}
