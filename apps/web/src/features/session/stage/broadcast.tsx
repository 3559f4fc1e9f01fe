import type { BroadcastTicket, SessionDetail } from '@everexpo/contracts';
import { Hand } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../lib/account/me.ts';
import { useHls } from '../../../lib/media/use-hls.ts';
import { LiveBadge } from '../../../ui/badges.tsx';
import { Reactions } from '../audience/reactions.tsx';
import { useSyncedSession, useSession } from '../feed/session-feed.tsx';
import { BarButton } from '../frame/bar-button.tsx';
import { InBar } from '../frame/in-bar.tsx';
import signStyles from '../frame/signs.module.css';
import { StageSigns } from '../frame/stage-signs.tsx';
import styles from './stage.module.css';

interface Props {
  session: SessionDetail;
  ticket: BroadcastTicket;
  raiseHand: () => void;
  /** Nothing is broadcast any more while the session goes on. */
  gone: () => void;
}

/**
 * The stage for those beyond the room's seats: some seconds later, with running order, timer, questions and chat in
 * step with the picture.
 */
export default function Broadcast({ session, ticket, raiseHand, gone }: Props) {
  const { t } = useTranslation('session');
  const { data: me } = useMe();
  const { stage } = useSession();
  const { video, instant, failed } = useHls(ticket.playlist, { live: true });
  useSyncedSession(instant);
  const over = !stage.recorded;
  useEffect(() => {
    if (over) gone();
  }, [over, gone]);
  return (
    <>
      <div className={styles.stage} data-testid="stage">
        <StageSigns sessionId={session.id}>
          <span className={signStyles.sign}>
            <LiveBadge /> {t('broadcast')}
          </span>
        </StageSigns>
        <video ref={video} autoPlay playsInline controls aria-label={t('stage')} data-broadcast />
        {failed && (
          <span className={styles.reconnecting} role="status">
            {t('broadcastSoon')}
          </span>
        )}
      </div>
      <p className={`small muted ${styles.why}`}>
        {t(ticket.full === 'network' ? 'broadcastNetwork' : 'broadcastFull')} {t('broadcastHint')}{' '}
        {me?.person && t('broadcastHand')}
      </p>
      <InBar>
        {me?.person && (
          <BarButton icon={Hand} onClick={raiseHand}>
            {t('raiseHand')}
          </BarButton>
        )}
        <Reactions sessionId={session.id} />
      </InBar>
    </>
  );
}
