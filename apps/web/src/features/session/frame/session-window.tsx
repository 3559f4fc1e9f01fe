import type { SessionDetail } from '@everexpo/contracts';
import { lazy, Suspense, useState } from 'react';
import { withTexts } from '../../../i18n/index.ts';
import { useMe, useRole } from '../../../lib/account/me.ts';
import { useFormats } from '../../../lib/format.ts';
import { useOnStage } from '../../../lib/on-stage.ts';
import { AttendanceCard } from '../attendance-card.tsx';
import { PollCard } from '../audience/poll-card.tsx';
import { StepsProvider } from '../console/steps/steps-provider.tsx';
import { OnNow } from '../running-order/on-now.tsx';
import { RunningOrder } from '../running-order/running-order.tsx';
import { StageRoom } from '../stage/stage-room.tsx';
import { ControlBar } from './control-bar.tsx';
import { BarSlot } from './in-bar.tsx';
import { AboutSession, SessionFacts } from './session-head.tsx';
import { SidePanel } from './side-panel.tsx';
import { useBeside, useThreeColumns } from './widths.ts';
import styles from './frame.module.css';

// For organizers alone.
const StageSteps = lazy(() => withTexts(['console'], import('../console/steps/stage-steps.tsx')));
const StageDesk = lazy(() => withTexts(['console'], import('../console/stage-desk.tsx')));

/**
 * A session that is to come or live: one window without a scroll of its own, in which the stage, what is beside it and
 * the control bar are always in view.
 */
export function SessionWindow({ session }: { session: SessionDetail }) {
  const { pick } = useFormats();
  const { data: me } = useMe();
  const leading = useRole('organizer');
  const [beside, three] = [useBeside(), useThreeColumns()];
  const presenting = useOnStage();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const desk = leading && (
    <Suspense>
      <StageDesk session={session} />
    </Suspense>
  );
  const agenda = (
    <>
      <AboutSession session={session} withFacts={!beside} />
      <RunningOrder session={session} />
      <AttendanceCard session={session} />
    </>
  );
  const steps = leading && (
    <Suspense>
      <StageSteps session={session} />
    </Suspense>
  );
  return (
    <StepsProvider sessionId={session.id}>
      <div className={`${styles.window} ${leading ? styles.leading : ''}`}>
        {leading && three && (
          <div className={styles.desk} tabIndex={0} role="group" aria-label={pick(session.titleZh, session.titleEn)}>
            {desk}
          </div>
        )}
        <div className={styles.head}>
          <h1>{pick(session.titleZh, session.titleEn)}</h1>
          {beside && <SessionFacts session={session} />}
        </div>
        <div className={styles.stage} data-stage-area>
          <BarSlot value={slot}>
            {/* What one publishes as somebody ends when one is that no longer. */}
            <StageRoom key={me?.person?.id ?? 'guest'} session={session} />
          </BarSlot>
        </div>
        <div className={styles.now}>{!presenting && <OnNow session={session} />}</div>
        <aside className={styles.side}>
          <PollCard sessionId={session.id} />
          <SidePanel session={session} agenda={agenda} beside={beside} desk={three ? null : desk} />
        </aside>
        <ControlBar session={session} setSlot={setSlot} steps={steps} />
      </div>
    </StepsProvider>
  );
}
