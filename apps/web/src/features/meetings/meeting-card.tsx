import { meetingStateLabels, type Meeting } from '@everexpo/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, ApiError, fieldError, get } from '../../lib/api/api.ts';
import { useIntentKey } from '../../lib/forms/intent-key.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass } from '../../ui/page.tsx';
import { errorText } from '../../ui/feedback/states.tsx';
import { useMeetingAct } from './use-meeting-act.ts';
import styles from './meetings.module.css';

/** One meeting: with whom, when and where, and what its reader can do about it. */
export function MeetingCard({ meeting, meId }: { meeting: Meeting; meId: string }) {
  const { t } = useTranslation(['meetings', 'booking', 'common']);
  const { pick, label, dayAndTime, zone } = useFormats();
  const own = meeting.parties.find(({ personId }) => personId === meId);
  const others = meeting.parties.filter(({ side }) => side !== own?.side);
  const { state, startsAt, timeZone } = meeting;
  const unanswered = state === 'missed' && meeting.instant;
  return (
    <article className={`${cardClass} ${styles.card}`}>
      <p className="small muted">
        {unanswered ? t('unanswered') : label(meetingStateLabels[state])} ·{' '}
        {meeting.place === 'table' ? t('booking:onSite') : t('common:online')}
        {meeting.table && ` · ${t('common:table', { n: meeting.table })}`}
      </p>
      <p>
        <Link to={`/negotiations/${meeting.id}`}>
          <strong>{pick(meeting.project.titleZh, meeting.project.titleEn)}</strong>
        </Link>
      </p>
      <p>
        {others
          .map(({ name, nameEn, organisation }) => {
            const of = organisation ? pick(organisation.nameZh, organisation.nameEn) : '';
            return `${pick(name, nameEn)} ${of}`;
          })
          .join(' · ')}
      </p>
      {startsAt && (
        <p className="figures">
          <time dateTime={startsAt}>
            {dayAndTime(startsAt, timeZone)} {zone(startsAt, timeZone)}
          </time>
          {!unanswered && ` · ${t('common:minutes', { n: meeting.minutes })}`}
        </p>
      )}
      {meeting.note && <p className="small">{meeting.note}</p>}
      {meeting.reason && <p className="small">{meeting.reason}</p>}
      {own && <Actions meeting={meeting} side={own.side} />}
    </article>
  );
}

function Actions({ meeting, side }: { meeting: Meeting; side: Meeting['parties'][number]['side'] }) {
  const { t } = useTranslation(['meetings', 'common']);
  const { state } = meeting;
  const party = side !== 'guest';
  return (
    <>
      {party && state === 'requested' && (
        <Answer key={meeting.revision} meeting={meeting} mine={meeting.proposedBy === side} />
      )}
      {party && (state === 'requested' || state === 'accepted') && <Delegate meeting={meeting} />}
      {(state === 'accepted' || state === 'open') && (
        <div className={styles.actions}>
          <ButtonLink variant="primary" to={`/negotiations/${meeting.id}`}>
            {t('common:enterRoom')}
          </ButtonLink>
          <a href={`/api/meetings/${meeting.id}/calendar`} download>
            {t('calendar')}
          </a>
          {state === 'accepted' && party && <Reason meeting={meeting} step="cancel" label={t('cancel')} />}
        </div>
      )}
    </>
  );
}

function Answer({ meeting, mine }: { meeting: Meeting; mine: boolean }) {
  const { t } = useTranslation(['meetings', 'common']);
  const { dayAndTime, zone } = useFormats();
  const [countering, setCountering] = useState(false);
  const intent = useIntentKey();
  const act = useMeetingAct(meeting.id);
  const { timeZone } = meeting;
  const accept = (startsAt?: string) => {
    const body = { revision: meeting.revision, ...(startsAt ? { startsAt } : {}) };
    act.mutate(() =>
      intent.send([meeting.id, body], (idempotencyKey) =>
        api('POST', '/meetings/{id}/accept', { path: { id: meeting.id }, body, idempotencyKey }),
      ),
    );
  };
  const alternatives =
    act.error instanceof ApiError && act.error.problem.code === 'slot_taken'
      ? (act.error.problem.errors ?? []).filter(({ rule }) => rule === 'alternative').map(({ detail }) => detail)
      : [];
  return (
    <div className={styles.answer}>
      {mine && <p className="small muted">{t('waitsForOther')}</p>}
      <ul className={styles.times}>
        {meeting.times.length === 0 && (
          <li>
            {t('anyTime')}{' '}
            {!mine && (
              <Button variant="primary" disabled={act.isPending} onClick={() => accept()}>
                {t('acceptFirst')}
              </Button>
            )}
          </li>
        )}
        {meeting.times.map((time) => (
          <li key={time}>
            <time className="figures" dateTime={time}>
              {dayAndTime(time, timeZone)} {zone(time, timeZone)}
            </time>{' '}
            {!mine && (
              <Button variant="primary" disabled={act.isPending} onClick={() => accept(time)}>
                {t('accept')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {act.error && (
        <p role="alert">
          {errorText(act.error)} {alternatives.map((time) => dayAndTime(time, timeZone)).join(' · ')}
        </p>
      )}
      {countering ? (
        <Counter meeting={meeting} start={alternatives} close={() => setCountering(false)} />
      ) : (
        <div className={styles.actions}>
          <Button onClick={() => setCountering(true)}>{t('counter')}</Button>
          {mine ? (
            <Reason meeting={meeting} step="cancel" label={t('cancel')} />
          ) : (
            <Reason meeting={meeting} step="decline" label={t('decline')} />
          )}
        </div>
      )}
    </div>
  );
}

/** Other times, out of those that suit everybody. */
function Counter({ meeting, start, close }: { meeting: Meeting; start: string[]; close: () => void }) {
  const { t } = useTranslation(['meetings', 'common']);
  const [times, setTimes] = useState<string[]>(start);
  const act = useMeetingAct(meeting.id);
  return (
    <form
      className={styles.answer}
      onSubmit={(event) => {
        event.preventDefault();
        const body = { revision: meeting.revision, times };
        act.mutate(() => api('POST', '/meetings/{id}/counter', { path: { id: meeting.id }, body }), {
          onSuccess: close,
        });
      }}
    >
      <TimesPicker meetingId={meeting.id} times={times} change={setTimes} />
      {act.error && <p role="alert">{errorText(act.error)}</p>}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={times.length === 0 || act.isPending}>
          {t('propose')}
        </Button>
        <Button onClick={close}>{t('common:cancel')}</Button>
      </div>
    </form>
  );
}

const MAX_TIMES = 6;

/** Up to six of the times that suit everybody. */
export function TimesPicker({
  meetingId,
  times,
  change,
}: {
  meetingId: string;
  times: string[];
  change: (times: string[]) => void;
}) {
  const { t } = useTranslation('meetings');
  const { dayAndTime, zone } = useFormats();
  const { data } = useQuery({
    queryKey: queryKeys.freeTimes(meetingId),
    queryFn: ({ signal }) => get('/meetings/{id}/free-times', { path: { id: meetingId }, signal }),
  });
  return (
    <fieldset className={styles.picker}>
      <legend>{t('suits')}</legend>
      {data?.times.length === 0 && <p className="muted">{t('noneSuits')}</p>}
      {data?.times.map((time) => (
        <label key={time}>
          <input
            type="checkbox"
            checked={times.includes(time)}
            disabled={!times.includes(time) && times.length >= MAX_TIMES}
            onChange={(event) =>
              change(event.target.checked ? [...times, time] : times.filter((other) => other !== time))
            }
          />
          <time className="figures" dateTime={time}>
            {dayAndTime(time, data.timeZone)} {zone(time, data.timeZone)}
          </time>
        </label>
      ))}
    </fieldset>
  );
}

/** A colleague comes instead of oneself. */
function Delegate({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation(['meetings', 'common']);
  const [email, setEmail] = useState('');
  const act = useMeetingAct(meeting.id);
  return (
    <details>
      <summary className={styles.summary}>{t('delegate')}</summary>
      <form
        className={styles.reason}
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(() => api('POST', '/meetings/{id}/side/delegate', { path: { id: meeting.id }, body: { email } }));
        }}
      >
        <Field
          label={t('colleague')}
          error={act.error ? (fieldError(act.error, '/email') ?? errorText(act.error)) : undefined}
        >
          <input type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Button type="submit" disabled={act.isPending}>
          {t('delegate')}
        </Button>
      </form>
    </details>
  );
}

function Reason({ meeting, step, label }: { meeting: Meeting; step: 'cancel' | 'decline'; label: string }) {
  const { t } = useTranslation(['meetings', 'common']);
  const [text, setText] = useState<string | null>(null);
  const act = useMeetingAct(meeting.id);
  if (text === null)
    return (
      <Button variant="quiet" onClick={() => setText('')}>
        {label}
      </Button>
    );
  return (
    <form
      className={styles.reason}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(() => api('POST', `/meetings/{id}/${step}`, { path: { id: meeting.id }, body: { reason: text } }));
      }}
    >
      <Field label={t('reason')} error={act.error ? errorText(act.error) : undefined}>
        <input
          autoFocus
          required
          minLength={2}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button type="submit" disabled={act.isPending}>
        {label}
      </Button>
    </form>
  );
}
