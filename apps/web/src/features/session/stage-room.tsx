import { LiveKitRoom } from '@livekit/components-react';
import type { SessionDetail, Stage, StageTicket } from '@everexpo/contracts';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiError } from '../../lib/api.ts';
import { connectOptions } from '../../lib/media.ts';
import { useFormats } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { GreenRoom } from './green-room.tsx';
import { StageVideo } from './stage-video.tsx';
import styles from './session.module.css';

/** The stage: joins the media room as whoever the server says one is there. */
export function StageRoom({ session, stage }: { session: SessionDetail; stage: Stage }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const { ticket, problem, retry } = useStageTicket(session.id, stage.state);
  const [lost, setLost] = useState(false);
  if (stage.state === 'ended') return <Blank title={t('session.ended')} hint={t('session.endedHint')} />;
  if (lost || (problem && problem !== 'stage_not_open' && problem !== 'no_live_video')) {
    return <Blank title={t('session.mediaLost')}><Button onClick={() => { setLost(false); retry(); }}>{t('common.retry')}</Button></Blank>;
  }
  if (problem === 'no_live_video') return <Blank title={t('noVideo')} />;
  if (!ticket) return stage.state === 'live' ? <Blank title={t('session.connecting')} /> : <Blank title={t('session.notOpen')} hint={t('session.startsAt', { time: time(session.startsAt, session.timeZone) })} />;
  return (
    <LiveKitRoom style={{ display: 'contents' }} serverUrl={ticket.url} token={ticket.token} connectOptions={connectOptions(ticket)} options={{ adaptiveStream: true, dynacast: true }} onDisconnected={() => setLost(true)}>
      <StageVideo live={stage.state === 'live'} />
      {ticket.seat === 'presenter' && <GreenRoom />}
    </LiveKitRoom>
  );
}

/** Asks for a ticket when it can be had: viewers once the stage is live, presenters and managers before. */
function useStageTicket(sessionId: string, state: Stage['state']) {
  const { data: me } = useMe();
  const [result, setResult] = useState<{ ticket: StageTicket | null; problem: string | null }>({ ticket: null, problem: null });
  const [attempt, setAttempt] = useState(0);
  const who = me === undefined ? undefined : (me.person?.id ?? 'guest');
  const mayComeEarly = me?.person?.roles.some((role) => role === 'owner' || role === 'organizer') ?? false;
  const wanted = who !== undefined && (state === 'live' || (state === 'scheduled' && mayComeEarly));
  const hasTicket = result.ticket !== null;

  useEffect(() => {
    if (!wanted || hasTicket) return;
    const cancel = new AbortController();
    api<StageTicket>('POST', `/sessions/${sessionId}/stage/ticket`, { signal: cancel.signal }).then(
      (ticket) => setResult({ ticket, problem: null }),
      (error: unknown) => {
        if (!cancel.signal.aborted) setResult({ ticket: null, problem: error instanceof ApiError ? (error.problem.code ?? 'error') : 'network' });
      },
    );
    return () => cancel.abort();
  }, [sessionId, wanted, hasTicket, who, state, attempt]);

  const retry = useCallback(() => {
    setResult({ ticket: null, problem: null });
    setAttempt((count) => count + 1);
  }, []);
  return { ...result, retry };
}

function Blank({ title, hint, children }: { title: string; hint?: string; children?: React.ReactNode }) {
  return (
    <div className={styles.stage}>
      <div className={styles.blank} role="status">
        <strong>{title}</strong>
        {hint && <p>{hint}</p>}
        {children}
      </div>
    </div>
  );
}
