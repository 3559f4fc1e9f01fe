import type { Pitch, SessionDetail, Stage } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { cardClass } from '../../../ui/page.tsx';
import { InterestButton } from '../../negotiation/index.ts';
import { useSession } from '../feed/session-feed.tsx';
import { PitchTimer } from './pitch-timer.tsx';
import styles from './running-order.module.css';

/** Under the stage: the pitch that is on, its time, and the one large button. */
export function OnNow({ session }: { session: SessionDetail }) {
  const { t } = useTranslation(['session', 'common']);
  const { stage, interest } = useSession();
  const { pick } = useFormats();
  if (stage.state !== 'live') return null;
  const pitch = currentPitch(session, stage);
  const next = nextPitch(session, stage);
  const interested = (pitch && interest.get(pitch.id)?.fact) ?? 0;
  return (
    <section className={`${cardClass} ${styles.onNow}`} aria-label={t('now')}>
      {pitch ? (
        <>
          <div className={styles.onNowTop}>
            <span className="small muted">
              {t('now')} · {t('common:pitchNow', { n: pitch.position, total: session.runningOrder.length })}
            </span>
            <PitchTimer stage={stage} minutes={pitch.minutes} className={styles.timer} />
          </div>
          <Link to={`/projects/${pitch.project.id}`} className={styles.pitchTitle}>
            {pick(pitch.project.titleZh, pitch.project.titleEn)}
          </Link>
          <p className="muted">
            {pick(pitch.ownerName, pitch.ownerNameEn)} ·{' '}
            {pick(pitch.project.organisation.nameZh, pitch.project.organisation.nameEn)}
          </p>
          {interested > 0 && <p className="small muted">{t('interestCount', { n: interested })}</p>}
          <div className={styles.interest}>
            <InterestButton key={pitch.project.id} projectId={pitch.project.id} />
          </div>
        </>
      ) : (
        <p>{t('common:betweenPitches')}</p>
      )}
      {next && (
        <p className="small muted">
          {t('next')}
          {t('common:colon')}
          {pick(next.project.titleZh, next.project.titleEn)}
        </p>
      )}
    </section>
  );
}

export function currentPitch(session: SessionDetail, stage: Stage): Pitch | undefined {
  return session.runningOrder.find((pitch) => pitch.id === stage.currentPitchId);
}

/** The first pitch of the running order as it stands now that has neither been on nor been skipped. */
export function nextPitch(session: SessionDetail, stage: Stage): Pitch | undefined {
  const next = stage.order.find(({ startedAt, skippedAt }) => startedAt === null && skippedAt === null);
  return session.runningOrder.find((pitch) => pitch.id === next?.pitchId);
}
