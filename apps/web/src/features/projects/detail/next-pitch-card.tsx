import type { ProjectDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { LiveBadge } from '../../../ui/badges.tsx';
import styles from './project-page.module.css';

/** When and where the project is pitched, and what to do then; once it has been, the way to its replay. */
export function NextPitchCard({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation(['projects', 'common']);
  const { pick, dayAndTime, zone } = useFormats();
  const { pitch, timeZone } = project;
  if (!pitch) return <section className={cardClass}>{t('notPlaced')}</section>;
  const { session, room } = pitch;
  const isOver = session.state === 'ended' || session.cancelled;
  return (
    <section className={`${cardClass} ${styles.pitch}`}>
      <h2 className={styles.small}>{t(pitch.begun || isOver ? 'pitched' : 'nextPitch')}</h2>
      <p className={styles.when}>
        {dayAndTime(pitch.startsAt, timeZone)} <span className="small muted">{zone(pitch.startsAt, timeZone)}</span>
      </p>
      <p className="small muted">
        {pick(room.nameZh, room.nameEn)} · {pick(session.titleZh, session.titleEn)} ·{' '}
        {t('orderOf', { n: pitch.position })}
      </p>
      {session.state === 'live' && <LiveBadge />}
      <ButtonLink to={isOver ? `/sessions/${session.id}/replay` : `/sessions/${session.id}`}>
        {t(isOver ? 'common:watchReplay' : 'goToSession')}
      </ButtonLink>
      {!isOver && !pitch.begun && <p className="small muted">{t('pitchHint')}</p>}
    </section>
  );
}
