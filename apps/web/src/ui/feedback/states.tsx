import i18next from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api/api.ts';
import { Button } from '../button.tsx';
import { SignInOffer } from './sign-in-offer.tsx';
import styles from '../ui.module.css';

/** What is shown while a page's data is on its way: the shape of what comes. */
export function Skeleton({ height = 160 }: { height?: number }) {
  const { t } = useTranslation('common');
  return <div className={styles.skeleton} style={{ height }} role="status" aria-label={t('loading')} />;
}

/** In the place of a page whose code is on its way. */
export function PageSkeleton() {
  return (
    <main className={`${styles.page} ${styles.list}`}>
      <Skeleton height={560} />
    </main>
  );
}

/** What went wrong, and what can be done: sign in where that is missing, or try again where it may help. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation('common');
  const refused = error instanceof ApiError && [401, 403].includes(error.status);
  return (
    <div className={`${styles.notice} ${styles.error}`} role="alert">
      <strong>{t('errorTitle')}</strong>
      <span>{errorText(error)}</span>
      <SignInOffer error={error} />
      {retry && !refused && <Button onClick={retry}>{t('retry')}</Button>}
    </div>
  );
}

/** What became of a press, beside it; nothing where nothing went wrong. */
export function ErrorLine({ error }: { error: unknown }) {
  // Said anew when the language changes.
  useTranslation('common');
  if (!error) return null;
  return (
    <p role="alert" className={styles.alert}>
      {errorText(error)}
    </p>
  );
}

/** Problems that only say that something is wrong with the fields. */
const SAID_OF_FIELDS = ['invalid_input', 'unsafe_scan'];

/** A page adds that what was typed is kept. */
const AWAY = ['database_unavailable', 'database_busy'];

/** What the API says of it, in the page's language; or that it cannot be reached. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return i18next.t('errors.network');
  const { code = '', detail = i18next.t('errors.generic'), errors = [] } = error.problem;
  if (AWAY.includes(code)) return i18next.t('errors.away');
  return SAID_OF_FIELDS.includes(code) ? [detail, ...errors.map((field) => field.detail)].join(' ') : detail;
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}

export function Notice({ gold, children }: { gold?: boolean; children: ReactNode }) {
  return <div className={`${styles.notice} ${gold ? styles.gold : ''}`}>{children}</div>;
}
