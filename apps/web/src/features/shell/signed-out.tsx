import { useIsMutating } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useMe, useRefreshMe } from '../../lib/account/me.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/feedback/states.tsx';
import styles from './shell.module.css';

/** By which the header signs out. */
export const SIGN_OUT = ['sign-out'];

/**
 * Says to whoever was signed in on this page that they no longer are, as after signing out in another one, with a way
 * back that leaves what is typed here as it is.
 */
export function SignedOut() {
  const { data: me } = useMe();
  const { key } = useLocation();
  const [signedInAt, setSignedInAt] = useState<string | null>(null);
  if (me?.person && signedInAt !== key) setSignedInAt(key);
  const leaving = useIsMutating({ mutationKey: SIGN_OUT }) > 0;
  return me?.person === null && signedInAt === key && !leaving ? <Said /> : null;
}

function Said() {
  const { t } = useTranslation('shell');
  // Signed in again in another page, one goes on in this one.
  useRefreshMe();
  return (
    <div role="alert" className={styles.signedOut}>
      <Notice>
        <strong>{t('signedOut.title')}</strong>
        <span>{t('signedOut.hint')}</span>
        <div>
          <ButtonLink variant="primary" to="/sign-in" target="_blank">
            {t('signedOut.again')}
          </ButtonLink>
        </div>
      </Notice>
    </div>
  );
}
