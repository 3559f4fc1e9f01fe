import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Favourites } from '@everexpo/contracts';
import { useEffect } from 'react';
import { useMe } from '../../../lib/account/me.ts';
import { api, get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { deviceFavourites, saveOnDevice, useDeviceFavourites } from './device-favourites.ts';

/**
 * The projects that one has marked: of the account when signed in, else of this device, whose marks go over to the
 * account with the first page that is opened signed in.
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
  useCarryOver(personId);
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

/** Of all parts of a page that ask, one carries over. */
let carrying = false;

function useCarryOver(personId: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    const projectIds = deviceFavourites();
    if (!personId || projectIds.length === 0 || carrying) return;
    carrying = true;
    api('PUT', '/favourites', { body: { projectIds } })
      .then(() => saveOnDevice([]))
      // They stay on the device, and are carried over with the next page.
      .catch(() => undefined)
      .finally(() => {
        carrying = false;
        void queries.invalidateQueries({ queryKey: queryKeys.favourites() });
      });
  }, [personId, queries]);
}
