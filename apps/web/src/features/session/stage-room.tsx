import type { SessionDetail } from '@everexpo/contracts';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { useSession } from './feed/session-feed.tsx';
import { QueueNotice } from './queue-notice.tsx';
import { useStageTicket } from './use-stage-ticket.ts';
import styles from './session.module.css';

// Each brings a media client, loaded by those who have a ticket for it.
const Broadcast = lazy(() => import('./broadcast.tsx'));
const MediaRoom = lazy(() => import('./media-room.tsx'));

/** The stage: joins the media room as whoever the server says one is there, and comes back by itself when it is lost. */
export function StageRoom({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const { stage } = useSession();
  const { way, queue, problem, lost, raiseHand, handRaised } = useStageTicket(session.id, stage.state);
  const live = stage.state === 'live';
  const connecting = <Blank title={t('session.connecting')} />;
  if (stage.state === 'ended') {
    return (
      <Blank title={t('session.ended')} hint={stage.replay ? undefined : t('session.endedHint')}>
        {stage.replay && (
          <ButtonLink look="primary" to={`/sessions/${session.id}/replay`}>
            {t('replay.watch')}
          </ButtonLink>
        )}
      </Blank>
    );
  }
  if (problem === 'removed') return <Blank title={t('session.removed')} hint={t('session.removedHint')} />;
  if (problem === 'no_live_video') return <Blank title={t('noVideo')} />;
  if (problem === 'stage_full') return <Blank title={t('session.full')} hint={t('session.fullHint')} />;
  if (!way && !live)
    return (
      <Blank
        title={t('session.notOpen')}
        hint={t('session.startsAt', { time: time(session.startsAt, session.timeZone) })}
      />
    );
  if (!way && queue)
    return (
      <Blank>
        <QueueNotice queue={queue} />
      </Blank>
    );
  if (!way) return problem ? <Blank title={t('session.mediaLost')} hint={t('session.rejoining')} /> : connecting;
  if (way.seat === 'broadcast')
    return (
      <Suspense fallback={connecting}>
        <Broadcast sessionId={session.id} ticket={way} raiseHand={raiseHand} gone={lost} />
      </Suspense>
    );
  return (
    <Suspense fallback={connecting}>
      <MediaRoom sessionId={session.id} ticket={way} live={live} handRaised={handRaised} lost={lost} />
    </Suspense>
  );
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
