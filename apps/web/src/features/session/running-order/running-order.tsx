import type { Pitch, SessionDetail, Stage } from '@everexpo/contracts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { useSession } from '../feed/session-feed.tsx';
import { nextPitch } from './on-now.tsx';
import styles from './running-order.module.css';

/** The running order with what is done, on and next. */
export function RunningOrder({ session }: { session: SessionDetail }) {
  const { stage } = useSession();
  const { t } = useTranslation('session');
  const { pick } = useFormats();
  const current = useRef<HTMLLIElement>(null);
  // Of two dozen pitches the one that is on is what one looks for; later on the list stays where its reader has it.
  useEffect(() => {
    // Browsers that scroll with a promise would have it taken for the effect's end.
    void current.current?.scrollIntoView({ block: 'center' });
  }, []);
  const next = stage.state === 'live' ? nextPitch(session, stage) : undefined;
  return (
    <ol className={styles.order}>
      {inOrder(session, stage).map((pitch, index) => {
        const where = placeOf(pitch, stage, next);
        const isDone = where === 'done' || where === 'skipped';
        return (
          <li
            key={pitch.id}
            ref={where === 'on' ? current : undefined}
            className={`${styles.pitch} ${where === 'on' ? styles.isOn : ''} ${isDone ? styles.isDone : ''}`}
            aria-current={where === 'on' ? 'step' : undefined}
          >
            <span className={styles.no}>{index + 1}</span>
            <span>
              {where === 'on' && <span className={styles.sign}>{t('now')}</span>}
              {where === 'next' && <span className={styles.sign}>{t('next')}</span>}
              {where === 'skipped' && <span className="small muted">{t('skipped')}</span>}
              {where === 'done' && <span className="small muted">{t('done')}</span>}
              <Link to={`/projects/${pitch.project.id}`}>{pick(pitch.project.titleZh, pitch.project.titleEn)}</Link>
              <span className="small muted">
                {pick(pitch.ownerName, pitch.ownerNameEn)} ·{' '}
                {pick(pitch.project.organisation.nameZh, pitch.project.organisation.nameEn)}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The pitches in the order that the stage has now. */
export function inOrder(session: SessionDetail, stage: Stage): Pitch[] {
  return stage.order.flatMap(({ pitchId }) => session.runningOrder.find(({ id }) => id === pitchId) ?? []);
}

export type PitchPlace = 'on' | 'next' | 'done' | 'skipped' | 'later';

export function placeOf(pitch: Pitch, stage: Stage, next: Pitch | undefined): PitchPlace {
  if (pitch.id === stage.currentPitchId) return 'on';
  const place = stage.order.find(({ pitchId }) => pitchId === pitch.id);
  if (place?.skippedAt) return 'skipped';
  if (place?.startedAt) return 'done';
  return pitch.id === next?.id ? 'next' : 'later';
}
