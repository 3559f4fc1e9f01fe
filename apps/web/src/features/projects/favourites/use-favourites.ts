import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Favourites } from '@everexpo/contracts';
import { useMe } from '../../../lib/account/me.ts';
import { api, get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { deviceFavourites, saveOnDevice, useDeviceFavourites } from './device-favourites.ts';

/**
 * The projects that one has marked: of the account when signed in, else of this device, from where
 * `useCarryOver` takes them.
 */
export function useFavourites() {
  const { data: me } = useMe();
  const personId = me?.person?.id;
  const queries = useQueryClient();
  const onDevice = useDeviceFavourites();
  const queryKey = queryKeys.favourites(personId);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/favourites', { signal }),
    enabled: personId !== undefined,
  });
  const ids = personId ? (data?.projectIds ?? []) : onDevice;
  const change = useMutation({
    mutationFn: async ({ id, marked }: { id: string; marked: boolean }) => {
      if (marked) await api('PUT', '/favourites', { body: { projectIds: [id] } });
      else await api('DELETE', '/favourites/{id}', { path: { id } });
    },
    onMutate: ({ id, marked }) => {
      queries.setQueryData<Favourites>(queryKey, { projectIds: changed(ids, id, marked) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  return {
    ids,
    error: change.error,
    mark: (id: string, marked: boolean) =>
      personId ? change.mutate({ id, marked }) : saveOnDevice(changed(deviceFavourites(), id, marked)),
  };
}

const changed = (ids: string[], id: string, marked: boolean): string[] => [
  ...(marked ? [id] : []),
  ...ids.filter((one) => one !== id),
];
