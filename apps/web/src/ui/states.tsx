import i18next from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../lib/api.ts';
import { isAway } from '../lib/ask-again.ts';
import { Button } from './button.tsx';
import { SignInOffer } from './sign-in-offer.tsx';
import styles from './ui.module.css';

/** What is shown while a page's data is on its way: the shape of what comes. */
export function Skeleton({ height = 160 }: { height?: number }) {
  const { t } = useTranslation();
  return <div className={styles.skeleton} style={{ height }} role="status" aria-label={t('common.loading')} />;
}

/** In the place of a page whose code is on its way. */
export function PageSkeleton() {
  return (
    <main className={styles.page}>
      <Skeleton height={560} />
    </main>
  );
}

/** What went wrong, and what can be done: sign in where that is missing, or try again where it may help. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const refused = error instanceof ApiError && [401, 403].includes(error.status);
  return (
    <div className={`${styles.notice} ${styles.error}`} role="alert">
      <strong>{t('common.errorTitle')}</strong>
      <span>{errorText(error, t('errors.network'))}</span>
      <SignInOffer error={error} />
      {retry && !refused && <Button onClick={retry}>{t('common.retry')}</Button>}
    </div>
  );
}

/**
 * What the reader's language has for it, else that it was not done and, in English, the API's own words; or what to say
 * when it cannot be reached.
 */
export function errorText(error: unknown, unreachable: string): string {
  if (!(error instanceof ApiError)) return unreachable;
  if (error.status === 507) return i18next.t('errors.full');
  const minutes = Math.ceil((error.retryAfterSeconds ?? 60) / 60);
  const generic = i18next.t('errors.generic');
  const said = i18next.language === 'en' ? `${generic} ${error.message}` : generic;
  const defaultValue = isAway(error) ? i18next.t('errors.away') : said;
  return i18next.t(`errors.codes.${error.problem.code}`, { minutes, defaultValue });
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}

export function Notice({ gold, children }: { gold?: boolean; children: ReactNode }) {
  return <div className={`${styles.notice} ${gold ? styles.gold : ''}`}>{children}</div>;
}
