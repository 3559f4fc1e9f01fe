import type { Pitch, SessionDetail, Stage } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../lib/format.ts';
import { nextPitch } from './on-now.tsx';
import styles from './session.module.css';

/** The running order with what is done, on and next. */
export function RunningOrder({ session, stage }: { session: SessionDetail; stage: Stage }) {
  const { t } = useTranslation();
  const { pick } = useFormats();
  const next = stage.state === 'live' ? nextPitch(session, stage) : undefined;
  return (
    <ol className={styles.order}>
      {session.runningOrder.map((pitch) => {
        const where = placeOf(pitch, stage, next);
        return (
          <li key={pitch.id} className={`${styles.pitch} ${where === 'on' ? styles.isOn : ''} ${where === 'done' ? styles.isDone : ''}`} aria-current={where === 'on' ? 'step' : undefined}>
            <span className={styles.no}>{pitch.position}</span>
            <span>
              {where === 'on' && <span className={styles.sign}>{t('session.now')}</span>}
              {where === 'next' && <span className={styles.sign}>{t('session.next')}</span>}
              {where === 'done' && <span className="small muted">{t('session.done')}</span>}
              <Link to={`/projects/${pitch.project.id}`}>{pick(pitch.project.titleZh, pitch.project.titleEn)}</Link>
              <span className="small muted">{pick(pitch.ownerName, pitch.ownerNameEn)} · {pick(pitch.project.organisation.nameZh, pitch.project.organisation.nameEn)}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function placeOf(pitch: Pitch, stage: Stage, next: Pitch | undefined): 'on' | 'next' | 'done' | 'later' {
  if (pitch.id === stage.currentPitchId) return 'on';
  if (pitch.startedAt !== null) return 'done';
  return pitch.id === next?.id ? 'next' : 'later';
}
