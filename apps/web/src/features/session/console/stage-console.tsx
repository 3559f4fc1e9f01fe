import type { SessionDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useSession } from '../feed/session-feed.tsx';
import { currentPitch } from '../running-order/on-now.tsx';
import { PitchTimer } from '../running-order/pitch-timer.tsx';
import { DeskParts } from './stage-desk.tsx';
import { StepsProvider } from './steps/steps-provider.tsx';
import StageSteps from './steps/stage-steps.tsx';
import styles from './console.module.css';

/** A stage's whole console as one card, for pages that show several: its keys would not tell which is meant. */
export function StageConsole({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('console');
  const { stage } = useSession();
  const pitch = currentPitch(session, stage);
  if (stage.state === 'ended') return null;
  return (
    <StepsProvider sessionId={session.id}>
      <section className={styles.console} aria-label={t('title')}>
        <div className={styles.top}>
          <h2>{t('title')}</h2>
          {pitch && <PitchTimer stage={stage} minutes={pitch.minutes} className={styles.timer} />}
        </div>
        <StageSteps session={session} keys={false} />
        <DeskParts session={session} />
      </section>
    </StepsProvider>
  );
}
