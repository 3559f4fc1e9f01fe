import type { SessionDetail } from '@everexpo/contracts';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../lib/time/clock.ts';
import { useFormats } from '../../../lib/format.ts';
import { sessionStatus } from '../../../lib/session-status.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { Elsewhere } from '../../../ui/feedback/elsewhere.tsx';
import { useSession } from '../feed/session-feed.tsx';
import { QueueNotice } from './queue-notice.tsx';
import { useStageTicket } from './use-stage-ticket.ts';
import styles from './stage.module.css';

// Each brings a media client, loaded by those who have a ticket for it.
const Broadcast = lazy(() => import('./broadcast.tsx'));
const MediaRoom = lazy(() => import('./media-room.tsx'));

/**
 * The stage: joins the media room as whoever the server says one is there, and comes back by itself when it is lost.
 */
export function StageRoom({ session }: { session: SessionDetail }) {
  const { t } = useTranslation(['session', 'common']);
  const { stage } = useSession();
  const { way, queue, problem, lost, raiseHand, takeBack } = useStageTicket(session.id, stage.state);
  const live = stage.state === 'live';
  const connecting = <Blank title={t('connecting')} />;
  if (stage.state === 'ended') return <Ended session={session} />;
  if (isRefusal(problem)) return <Refusal problem={problem} takeBack={takeBack} />;
  if (!way && !live) return <NotOpen session={session} />;
  if (!way && queue)
    return (
      <Blank>
        <QueueNotice key={queue.admitAt} queue={queue} />
      </Blank>
    );
  if (!way) return problem ? <Blank title={t('mediaLost')} hint={t('rejoining')} /> : connecting;
  if (way.seat === 'broadcast')
    return (
      <Suspense fallback={connecting}>
        <Broadcast session={session} ticket={way} raiseHand={raiseHand} gone={lost} />
      </Suspense>
    );
  return (
    <Suspense fallback={connecting}>
      <MediaRoom session={session} ticket={way} live={live} lost={lost} />
    </Suspense>
  );
}

/** After it: the way to the replay, or whether there will be one. */
function Ended({ session }: { session: SessionDetail }) {
  const { t } = useTranslation(['session', 'common']);
  const { stage } = useSession();
  const hint = t(stage.hasRecording || stage.recording ? 'endedHint' : 'notRecorded');
  return (
    <Blank title={t('ended')} hint={stage.replay ? undefined : hint}>
      {stage.replay && (
        <ButtonLink variant="primary" to={`/sessions/${session.id}/replay`}>
          {t('common:watchReplay')}
        </ButtonLink>
      )}
    </Blank>
  );
}

/** Before it is opened: when it begins or should have begun, and in the end that it did not take place. */
function NotOpen({ session }: { session: SessionDetail }) {
  const { t } = useTranslation(['session', 'common']);
  const { time } = useFormats();
  const status = sessionStatus({ ...session, state: 'scheduled' }, useServerNow(10_000));
  if (status === 'not-held') return <Blank title={t('notHeld')} hint={t('otherSessions')} />;
  const starts = { time: time(session.startsAt, session.timeZone) };
  const hint = status === 'late' ? t('late', starts) : t('startsAt', starts);
  return <Blank title={t('notOpen')} hint={hint} />;
}

const REFUSALS = {
  removed: { title: 'removed', hint: 'removedHint' },
  no_live_video: { title: 'common:noVideo' },
  stage_full: { title: 'full', hint: 'fullHint' },
  network_full: { title: 'networkFull', hint: 'networkFullHint' },
} as const;
type Refused = keyof typeof REFUSALS | 'elsewhere';

const isRefusal = (problem: string | null): problem is Refused =>
  problem !== null && (problem === 'elsewhere' || problem in REFUSALS);

/** Why one is not in the room, where coming again by itself does not help. */
function Refusal({ problem, takeBack }: { problem: Refused; takeBack: () => void }) {
  const { t } = useTranslation(['session', 'common']);
  if (problem === 'elsewhere')
    return (
      <Blank>
        <Elsewhere takeBack={takeBack} />
      </Blank>
    );
  const { title, ...more } = REFUSALS[problem];
  return <Blank title={t(title)} hint={'hint' in more ? t(more.hint) : undefined} />;
}

function Blank({ title, hint, children }: { title?: string; hint?: string; children?: ReactNode }) {
  return (
    <div className={styles.stage}>
      <div className={styles.blank} role="status">
        {title && <strong>{title}</strong>}
        {hint && <p>{hint}</p>}
        {children}
      </div>
    </div>
  );
}
