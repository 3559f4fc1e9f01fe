import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api/api.ts';
import { useMe } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { ButtonLink } from '../button.tsx';

/** The way to sign in, for whoever is not; beside an error, only where that is what it says. */
export function SignInOffer({ error }: { error?: unknown }) {
  const { t } = useTranslation('common');
  const { data: me } = useMe();
  const unknown = error instanceof ApiError && error.status === 401;
  useMeAnew(unknown && Boolean(me?.person));
  if (me?.person !== null || (error !== undefined && !unknown)) return null;
  return (
    <div>
      <ButtonLink variant="primary" to="/sign-in">
        {t('signIn')}
      </ButtonLink>
    </div>
  );
}

/** Whom the API no longer knows may have been signed out elsewhere: the page asks who it is. */
function useMeAnew(outdated: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (outdated) void queries.invalidateQueries({ queryKey: queryKeys.me() });
  }, [outdated, queries]);
}
