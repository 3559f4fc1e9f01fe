import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api/api.ts';
import { useMe } from '../../lib/account/me.ts';
import { ButtonLink } from '../button.tsx';

/** The way to sign in, for whoever is not; beside an error, only where that is what it says. */
export function SignInOffer({ error }: { error?: unknown }) {
  const { t } = useTranslation('common');
  const { data: me } = useMe();
  const unknown = error === undefined ? me?.person === null : error instanceof ApiError && error.status === 401;
  if (!unknown) return null;
  return (
    <div>
      <ButtonLink variant="primary" to="/sign-in">
        {t('signIn')}
      </ButtonLink>
    </div>
  );
}
