import { roleLabels } from '@everexpo/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../lib/account/me.ts';
import { ApiError } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { SignInOffer } from './sign-in-offer.tsx';
import { Empty } from './states.tsx';

/**
 * What is shown instead of what is not for its reader: who may see it; to those not signed in the way to sign in, to
 * the others as what they are signed in and where their own things are.
 */
export function Refusal({ error, children }: { error?: unknown; children: ReactNode }) {
  return (
    <Empty>
      <span>{children}</span>
      <SignInOffer error={error} />
      <OwnPlaces />
    </Empty>
  );
}

function OwnPlaces() {
  const { t } = useTranslation('common');
  const { label, list } = useFormats();
  const person = useMe().data?.person;
  if (!person) return null;
  return (
    <>
      <span className="small">
        {t('signedInAs', { roles: list(person.roles.map((role) => label(roleLabels[role]))) })}
      </span>
      <span>
        <Link to="/mine">{t('toMine')}</Link> · <Link to="/programme">{t('toProgramme')}</Link>
      </span>
    </>
  );
}

/** Whether the API keeps something from its reader. */
export const isRefused = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 401 || error.status === 403);
