import { LiveKitRoom } from '@livekit/components-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api, ApiError, get } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { connectOptions, isTakenOver, stageOptions } from '../../../lib/media/media.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { thisPage } from '../../../lib/realtime/this-page.ts';
import { Elsewhere } from '../../../ui/feedback/elsewhere.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Skeleton } from '../../../ui/feedback/states.tsx';
import { EncoderDesk } from './encoder-desk.tsx';
import { GreenRoom } from '../green/green-room.tsx';
import { HallCode } from './hall-code.tsx';
import { StageVideo } from '../stage/stage-video.tsx';
import styles from '../session.module.css';

const AGAIN_MS = 1_000;

/**
 * For the computer in the hall: its camera and the hall's sound on the stage, and the stage to be thrown on the wall.
 */
export default function HallPage() {
  const { t } = useTranslation('session');
  const { pick } = useFormats();
  const { id = '' } = useParams();
  const [{ turn, takeOver, elsewhere }, setTurn] = useState({ turn: 0, takeOver: true, elsewhere: false });
  const again = (takeOver: boolean) => setTurn(({ turn }) => ({ turn: turn + 1, takeOver, elsewhere: false }));
  const { data: session } = useQuery({
    queryKey: queryKeys.session(id),
    queryFn: ({ signal }) => get('/sessions/{id}', { path: { id }, signal }),
  });
  const { data: ticket, error } = useQuery({
    queryKey: queryKeys.hallTicket(id, turn),
    queryFn: ({ signal }) =>
      api('POST', '/sessions/{id}/hall/ticket', { path: { id }, body: { page: thisPage, takeOver }, signal }),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const title = t('hall.title');
  if (elsewhere || (error instanceof ApiError && error.problem.code === 'elsewhere'))
    return (
      <Page title={title} frame="list">
        <h1>{title}</h1>
        <div role="status">
          <Elsewhere takeBack={() => again(true)} />
        </div>
      </Page>
    );
  if (error)
    return (
      <Page title={title} frame="list">
        <Failure error={error} retry={() => again(takeOver)} />
      </Page>
    );
  if (!session || !ticket)
    return (
      <Page title={title} frame="list">
        <Skeleton height={420} />
      </Page>
    );
  return (
    <Page title={title} frame="list">
      <h1>{title}</h1>
      <p className="muted">
        {pick(session.room.nameZh, session.room.nameEn)} · {pick(session.titleZh, session.titleEn)}
      </p>
      <p>{t('hall.lead')}</p>
      <LiveKitRoom
        key={ticket.token}
        className={styles.main}
        serverUrl={ticket.url}
        token={ticket.token}
        connectOptions={connectOptions(ticket)}
        options={stageOptions()}
        onDisconnected={(reason) => {
          if (isTakenOver(reason)) setTurn((known) => ({ ...known, elsewhere: true }));
          else setTimeout(() => again(false), AGAIN_MS);
        }}
      >
        <GreenRoom recorded={ticket.recorded} />
        <StageVideo />
        <HallCode sessionId={id} />
        <EncoderDesk sessionId={id} />
      </LiveKitRoom>
    </Page>
  );
}
