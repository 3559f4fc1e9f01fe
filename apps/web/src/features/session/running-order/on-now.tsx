import type { Pitch, SessionDetail, Stage } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { useSession } from '../feed/session-feed.tsx';
import { NowInterest } from './now-interest.tsx';
import styles from './running-order.module.css';

/** Under the stage: the pitch that is on, what it seeks, and the one large button. */
export function OnNow({ session }: { session: SessionDetail }) {
  const { t } = useTranslation(['session', 'common']);
  const { stage, interest } = useSession();
  const { pick } = useFormats();
  if (stage.state !== 'live') return null;
  const pitch = currentPitch(session, stage);
  const next = nextPitch(session, stage);
  if (!pitch)
    return (
      <section className={styles.onNow} aria-label={t('now')}>
        <div className={styles.what}>
          <p>{t('common:betweenPitches')}</p>
          {next && (
            <p className="small muted">
              {t('next')}
              {t('common:colon')}
              {pick(next.project.titleZh, next.project.titleEn)}
            </p>
          )}
        </div>
      </section>
    );
  const interested = interest.get(pitch.id)?.fact ?? 0;
  const { project } = pitch;
  const facts = [
    t('common:pitchNow', { n: pitch.position, total: session.runningOrder.length }),
    ...(interested > 0 ? [t('interestCount', { n: interested })] : []),
    pick(pitch.ownerName, pitch.ownerNameEn),
    pick(project.organisation.nameZh, project.organisation.nameEn),
  ];
  return (
    <section className={styles.onNow} aria-label={t('now')}>
      <div className={styles.what}>
        <Link to={`/projects/${project.id}`} className={styles.pitchTitle}>
          {pick(project.titleZh, project.titleEn)}
        </Link>
        <p className="small muted">{facts.join(' · ')}</p>
        <p className={styles.seeks}>
          <span className="muted">{t('seeks')}</span>
          {pick(pitch.seeksZh, pitch.seeksEn)}
        </p>
      </div>
      <NowInterest key={project.id} projectId={project.id} />
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
