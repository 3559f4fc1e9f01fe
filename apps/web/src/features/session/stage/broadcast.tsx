import type { BroadcastTicket } from '@everexpo/contracts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../lib/account/me.ts';
import { useHls } from '../../../lib/media/use-hls.ts';
import { Button } from '../../../ui/button.tsx';
import { LiveBadge } from '../../../ui/badges.tsx';
import { Reactions } from '../audience/reactions.tsx';
import { DeckPage } from '../deck/deck-page.tsx';
import { useSyncedSession, useSession } from '../feed/session-feed.tsx';
import styles from './stage.module.css';

interface Props {
  sessionId: string;
  ticket: BroadcastTicket;
  raiseHand: () => void;
  /** Nothing is broadcast any more while the session goes on. */
  gone: () => void;
}

/**
 * The stage for those beyond the room's seats: some seconds later, with running order, timer, questions and chat in
 * step with the picture.
 */
export default function Broadcast({ sessionId, ticket, raiseHand, gone }: Props) {
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
        <span className={styles.badge}>
          <LiveBadge /> {t('broadcast')}
        </span>
        <video ref={video} autoPlay playsInline controls aria-label={t('stage')} data-broadcast />
        {failed && (
          <span className={styles.reconnecting} role="status">
            {t('broadcastSoon')}
          </span>
        )}
      </div>
      <p className="small muted">
        {t(ticket.full === 'network' ? 'broadcastNetwork' : 'broadcastFull')} {t('broadcastHint')}{' '}
        {me?.person && t('broadcastHand')}
      </p>
      {/* It is in the picture as well; on a phone that is too small to read. */}
      {stage.deck && (
        <div className={styles.broadcastDeck}>
          <DeckPage deck={stage.deck} />
        </div>
      )}
      <div className={styles.audienceRow}>
        <Reactions sessionId={sessionId} />
        {me?.person && <Button onClick={raiseHand}>{t('raiseHand')}</Button>}
      </div>
    </>
  );
}
