import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Meeting, MeetingPlace } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { DateTimeInput } from '../../../ui/dates/date-input.tsx';
import { Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import styles from '../meetings.module.css';

/** Asks for a meeting over an interest: any time, or times of one's own. */
export function RequestForm({
  interestId,
  close,
  sent,
}: {
  interestId: string;
  close: () => void;
  sent?: (meeting: Meeting) => void;
}) {
  const { t } = useTranslation(['booking', 'common']);
  const queries = useQueryClient();
  const intent = useIntentKey();
  const [place, setPlace] = useState<MeetingPlace>('online');
  const [note, setNote] = useState('');
  const [times, setTimes] = useState(['']);
  const ask = useMutation({
    mutationFn: () => {
      const body = { place, note, times: times.filter(Boolean).map((time) => new Date(time).toISOString()) };
      return intent.send([interestId, body], (idempotencyKey) =>
        api('POST', '/interests/{id}/meeting-requests', { path: { id: interestId }, body, idempotencyKey }),
      );
    },
    onSuccess: async (meeting) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: queryKeys.meetings() }),
        queries.invalidateQueries({ queryKey: queryKeys.interests() }),
      ]);
      close();
      sent?.(meeting);
    },
  });
  // Times left empty are not sent: one after them has a lower number there.
  const timeError = (index: number) =>
    times[index] ? fieldError(ask.error, `/times/${times.slice(0, index).filter(Boolean).length}`) : undefined;
  const isBesideTime = times.some((_, index) => timeError(index) !== undefined);
  const other = ask.error && !isBesideTime ? errorText(ask.error) : undefined;
  return (
    <form
      className={styles.answer}
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <Field label={t('place')}>
        <select value={place} onChange={(event) => setPlace(event.target.value as MeetingPlace)}>
          <option value="online">{t('common:online')}</option>
          <option value="table">{t('onSite')}</option>
        </select>
      </Field>
      {times.map((time, index) => (
        <Field
          key={index}
          label={t('time', { n: index + 1 })}
          hint={index === 0 ? t('timeHint') : undefined}
          error={timeError(index)}
        >
          <DateTimeInput
            value={time}
            onChange={(typed) => setTimes(times.map((old, at) => (at === index ? typed : old)))}
          />
        </Field>
      ))}
      {times.length < 6 && (
        <div>
          <Button variant="quiet" onClick={() => setTimes([...times, ''])}>
            {t('addTime')}
          </Button>
        </div>
      )}
      <Field label={t('note')}>
        <input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {other && <p role="alert">{other}</p>}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={ask.isPending}>
          {t('ask')}
        </Button>
        <Button onClick={close}>{t('common:cancel')}</Button>
      </div>
    </form>
  );
}
