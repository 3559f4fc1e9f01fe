import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '../../../lib/account/me.ts';
import { api } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { deviceFavourites, saveOnDevice } from './device-favourites.ts';

/** What was marked on this device goes over to the account of whoever is signed in. */
export function useCarryOver(): void {
  const personId = useMe().data?.person?.id;
  const queries = useQueryClient();
  useEffect(() => {
    const projectIds = deviceFavourites();
    if (!personId || projectIds.length === 0) return;
    api('PUT', '/favourites', { body: { projectIds } })
      .then(() => saveOnDevice([]))
      // They stay on the device, and go over with the next page that is loaded.
      .catch(() => undefined)
      .finally(() => void queries.invalidateQueries({ queryKey: queryKeys.favourites() }));
  }, [personId, queries]);
}
