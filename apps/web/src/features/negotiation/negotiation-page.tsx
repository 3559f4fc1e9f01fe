import { LiveKitRoom, RoomAudioRenderer } from '@livekit/components-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MediaTicket, Meeting } from '@everexpo/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api, ApiError, get } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { connectOptions } from '../../lib/media.ts';
import { useMe } from '../../lib/me.ts';
import { useServerEvent } from '../../lib/socket.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { errorText, Failure, Notice, Skeleton } from '../../ui/states.tsx';
import { Agreements } from '../agreements/agreements.tsx';
import { RoomTools, Table } from './table.tsx';
import styles from './negotiation.module.css';

export default function NegotiationPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data: me } = useMe();
  const { data: meeting, error } = useQuery({ queryKey: ['meeting', id], queryFn: ({ signal }) => get<Meeting>(`/meetings/${id}`, signal), enabled: me !== undefined });
  if (error instanceof ApiError && [401, 404].includes(error.status)) return <Refused signIn={error.status === 401} />;
  if (error) return <Page title={t('room.title')} width="narrow"><Failure error={error} /></Page>;
  if (!meeting || !me?.person) return <Page title={t('room.title')}><Skeleton height={420} /></Page>;
  return <Room meeting={meeting} meId={me.person.id} />;
}

function Refused({ signIn }: { signIn: boolean }) {
  const { t } = useTranslation();
  return (
    <Page title={t('room.title')} width="narrow">
      <h1>{t('room.refused')}</h1>
      <p className="muted">{t('room.refusedHint')}</p>
      {signIn && <div><ButtonLink look="primary" to="/sign-in">{t('nav.signIn')}</ButtonLink></div>}
    </Page>
  );
}

function Room({ meeting, meId }: { meeting: Meeting; meId: string }) {
  const { t } = useTranslation();
  const { pick } = useFormats();
  const queries = useQueryClient();
  const enter = useMutation({ mutationFn: () => api<MediaTicket>('POST', `/meetings/${meeting.id}/ticket`) });
  const end = useMutation({ mutationFn: () => api<Meeting>('POST', `/meetings/${meeting.id}/end`), onSuccess: (ended) => queries.setQueryData(['meeting', meeting.id], ended) });
  useServerEvent('meeting:ended', useCallback(() => void queries.invalidateQueries({ queryKey: ['meeting', meeting.id] }), [queries, meeting.id]));
  const ticket = enter.data;
  const over = meeting.state === 'ended';
  const error = enter.error ?? end.error;
  return (
    <Page title={t('room.title')}>
      <div className={styles.head}>
        <div>
          <h1>{pick(meeting.project.titleZh, meeting.project.titleEn)}</h1>
          <p className={styles.lock}><Lock />{t('room.private')} · {t('room.encrypted')}</p>
        </div>
        {!over && <Button onClick={() => end.mutate()}>{t('room.end')}</Button>}
      </div>
      {error && <Notice>{errorText(error, t('errors.network'))}</Notice>}
      <div className={styles.layout}>
        {over ? (
          <Notice><strong>{t('room.ended')}</strong></Notice>
        ) : ticket ? (
          <LiveKitRoom serverUrl={ticket.url} token={ticket.token} connectOptions={connectOptions(ticket)} audio video onDisconnected={() => enter.reset()}>
            <Table meeting={meeting} meId={meId} />
            <RoomTools />
            <RoomAudioRenderer />
          </LiveKitRoom>
        ) : (
          <div>
            <Table meeting={meeting} meId={meId} outside />
            <div className={styles.tools}>
              <Button look="primary" large disabled={enter.isPending} onClick={() => enter.mutate()}>{t('room.enter')}</Button>
            </div>
          </div>
        )}
        <Agreements meeting={meeting} meId={meId} />
      </div>
    </Page>
  );
}

function Lock() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <rect x="3" y="8" width="12" height="8" rx="2" />
      <path d="M6 8V5.5a3 3 0 0 1 6 0V8" />
    </svg>
  );
}
