import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  GuestSeat,
  guestSeatLabels,
  MeetingOutcome,
  meetingOutcomeLabels,
  type Meeting,
  type MeetingSide,
  type SideMessage,
} from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError, get } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useFormats } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { applyEvent } from '../../../lib/realtime/apply-event.ts';
import { Button } from '../../../ui/button.tsx';
import { DateInput } from '../../../ui/dates/date-input.tsx';
import { Select } from '../../../ui/select.tsx';
import { Field } from '../../../ui/field.tsx';
import { FileInput } from '../../../ui/files/file-input.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { useMeetingAct } from '../../meetings/index.ts';
import styles from '../negotiation.module.css';

/** Files the parties give each other. */
export function Files({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const queries = useQueryClient();
  const queryKey = queryKeys.meeting(meeting.id, 'files');
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/meetings/{id}/files', { path: { id: meeting.id }, signal }),
  });
  const add = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.set('file', file);
      return api('POST', '/meetings/{id}/files', { path: { id: meeting.id }, body });
    },
    onSuccess: (files) => queries.setQueryData(queryKey, files),
  });
  return (
    <details className={styles.fold}>
      <summary>{t('files', { n: data?.length ?? 0 })}</summary>
      <ul className={styles.lines}>
        {data?.map((file) => (
          <li key={file.id}>
            <a href={`/api/meetings/files/${file.id}`} download>
              {file.name}
            </a>{' '}
            <span className="small muted">{file.by}</span>
          </li>
        ))}
      </ul>
      <Field label={t('addFile')} error={add.error ? errorText(add.error) : undefined}>
        <FileInput disabled={add.isPending} choose={(file) => file && add.mutate(file)} />
      </Field>
    </details>
  );
}

/** What one's own side says among itself. */
export function SideTalk({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const queries = useQueryClient();
  const [body, setBody] = useState('');
  const intent = useIntentKey();
  const { data } = useQuery({
    queryKey: queryKeys.side(meeting.id),
    queryFn: ({ signal }) => get('/meetings/{id}/side', { path: { id: meeting.id }, signal }),
  });
  const take = useCallback(
    (message: SideMessage) => {
      if (message.meetingId === meeting.id)
        applyEvent<SideMessage[]>(queries, queryKeys.side(meeting.id), (known = []) =>
          known.some(({ id }) => id === message.id) ? known : [...known, message],
        );
    },
    [queries, meeting.id],
  );
  useServerEvent('side:message', take);
  const sendMessage = useMutation({
    mutationFn: () =>
      intent.send([meeting.id, body], (idempotencyKey) =>
        api('POST', '/meetings/{id}/side', { path: { id: meeting.id }, body: { body }, idempotencyKey }),
      ),
    onSuccess: (message) => {
      setBody('');
      take(message);
    },
  });
  return (
    <details className={styles.fold}>
      <summary>{t('side')}</summary>
      <p className="small muted">{t('sideLead')}</p>
      <ul className={styles.lines} aria-live="polite">
        {data?.map((message) => (
          <li key={message.id}>
            <strong>{message.by}</strong> {message.body}
          </li>
        ))}
      </ul>
      <form
        className={styles.say}
        onSubmit={(event) => {
          event.preventDefault();
          sendMessage.mutate();
        }}
      >
        <Field label={t('message')} error={sendMessage.error ? errorText(sendMessage.error) : undefined}>
          <input required maxLength={500} value={body} onChange={(event) => setBody(event.target.value)} />
        </Field>
        <Button type="submit" disabled={sendMessage.isPending}>
          {t('common:send')}
        </Button>
      </form>
    </details>
  );
}

/** Colleagues of one's own side at once; others when both sides have named them. */
export function BringIn({ meeting, side }: { meeting: Meeting; side: MeetingSide }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const { label } = useFormats();
  const [email, setEmail] = useState('');
  const [seat, setSeat] = useState<GuestSeat>('interpreter');
  const act = useMeetingAct(meeting.id);
  return (
    <details className={styles.fold}>
      <summary>{t('bringIn')}</summary>
      <ul className={styles.lines}>
        {meeting.guests.map((guest) => (
          <li key={guest.personId}>
            {guest.name} · {label(guestSeatLabels[guest.seat])}{' '}
            <span className="small muted">
              {guest.agreed.length === 2
                ? t('bothAgreed')
                : guest.agreed.includes(side)
                  ? t('waitsForOther')
                  : t('waitsForYou')}
            </span>
          </li>
        ))}
      </ul>
      <Field
        label={t('guestEmail')}
        hint={t('guestHint')}
        error={act.error ? (fieldError(act.error, '/email') ?? errorText(act.error)) : undefined}
      >
        <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
      </Field>
      <Select
        label={t('seat')}
        options={GuestSeat.options}
        labels={guestSeatLabels}
        value={seat}
        choose={(chosen) => chosen && setSeat(chosen)}
      />
      <div className={styles.tools}>
        <Button
          disabled={!email || act.isPending}
          onClick={() =>
            act.mutate(() => api('POST', '/meetings/{id}/guests', { path: { id: meeting.id }, body: { email, seat } }))
          }
        >
          {t('agreeGuest')}
        </Button>
        <Button
          disabled={!email || act.isPending}
          onClick={() =>
            act.mutate(() => api('POST', '/meetings/{id}/side/people', { path: { id: meeting.id }, body: { email } }))
          }
        >
          {t('inviteColleague')}
        </Button>
      </div>
    </details>
  );
}

/** What one's side takes from the meeting. */
export function Outcome({ meeting, side }: { meeting: Meeting; side: MeetingSide }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const { label, day } = useFormats();
  const own = meeting.outcomes.find((outcome) => outcome.side === side);
  const [outcome, setOutcome] = useState<MeetingOutcome>(own?.outcome ?? 'stay-in-touch');
  const [nextSteps, setNextSteps] = useState(own?.nextSteps ?? '');
  const [nextOn, setNextOn] = useState(own?.nextOn ?? '');
  const act = useMeetingAct(meeting.id);
  return (
    <form
      className={styles.outcome}
      onSubmit={(event) => {
        event.preventDefault();
        const body = { outcome, nextSteps, nextOn: nextOn || null };
        act.mutate(() => api('POST', '/meetings/{id}/outcome', { path: { id: meeting.id }, body }));
      }}
    >
      <h2>{t('outcome')}</h2>
      {meeting.outcomes.map((one) => (
        <p key={one.side} className="small">
          {one.side === 'owner' ? t('common:owner') : t('investorSide')}
          {t('common:colon')}
          {label(meetingOutcomeLabels[one.outcome])} {one.nextSteps} {one.nextOn && day(one.nextOn)}
        </p>
      ))}
      <Select
        label={t('outcomeOf')}
        options={MeetingOutcome.options}
        labels={meetingOutcomeLabels}
        value={outcome}
        choose={(chosen) => chosen && setOutcome(chosen)}
      />
      <Field label={t('nextSteps')}>
        <input maxLength={1000} value={nextSteps} onChange={(event) => setNextSteps(event.target.value)} />
      </Field>
      <Field label={t('nextOn')}>
        <DateInput value={nextOn} onChange={setNextOn} />
      </Field>
      {act.error && <p role="alert">{errorText(act.error)}</p>}
      <div>
        <Button type="submit" variant="primary" disabled={act.isPending}>
          {t('common:save')}
        </Button>{' '}
        <span role="status" className="small muted">
          {act.isSuccess && t('common:saved')}
        </span>
      </div>
    </form>
  );
}
