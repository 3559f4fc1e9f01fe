import type { SessionDetail } from '@everexpo/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../feed/session-feed.tsx';
import { currentPitch } from '../running-order/on-now.tsx';
import { PitchTimer } from '../running-order/pitch-timer.tsx';
import styles from './bar.module.css';

interface Props {
  session: SessionDetail;
  /** Takes what belongs to one's own place in the room. */
  setSlot: (slot: HTMLElement | null) => void;
  /** The steps of the show, for who leads it. */
  steps?: ReactNode;
}

/** At the bottom of the window, always: one's own controls, the pitch's clock, and the steps of the show. */
export function ControlBar({ session, setSlot, steps }: Props) {
  const { t } = useTranslation(['session', 'common']);
  const { stage } = useSession();
  const pitch = currentPitch(session, stage);
  return (
    <section className={`${styles.bar} ${steps ? styles.leading : ''}`} aria-label={t('bar')}>
      <div className={styles.own} ref={setSlot} />
      <div className={styles.clock}>
        {pitch ? (
          <PitchTimer stage={stage} minutes={pitch.minutes} className={styles.time} />
        ) : (
          stage.state === 'live' && <span className="small muted">{t('common:betweenPitches')}</span>
        )}
      </div>
      {steps}
    </section>
  );
}
