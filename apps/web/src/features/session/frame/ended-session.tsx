import type { SessionDetail } from '@everexpo/contracts';
import { useFormats } from '../../../lib/format.ts';
import { MustSee } from '../../meetings/index.ts';
import { AttendanceCard } from '../attendance-card.tsx';
import { PollCard } from '../audience/poll-card.tsx';
import { RunningOrder } from '../running-order/running-order.tsx';
import { StageRoom } from '../stage/stage-room.tsx';
import { CancelledNotice, SessionFacts } from './session-head.tsx';
import { SidePanel } from './side-panel.tsx';
import styles from '../session.module.css';

/** After a session: the way to its replay, what was asked and said, and for those it concerns how it was watched. */
export function EndedSession({ session }: { session: SessionDetail }) {
  const { pick } = useFormats();
  return (
    <div className={styles.layout}>
      <div className={styles.main}>
        <div className={styles.titles}>
          <h1>{pick(session.titleZh, session.titleEn)}</h1>
          <SessionFacts session={session} />
          <MustSee sessionId={session.id} />
          {session.cancelled && <CancelledNotice />}
        </div>
        <StageRoom session={session} />
        <PollCard sessionId={session.id} />
        <AttendanceCard session={session} />
      </div>
      <aside className={styles.side}>
        <SidePanel session={session} agenda={<RunningOrder session={session} />} />
      </aside>
    </div>
  );
}
