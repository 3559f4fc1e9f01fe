import { useMutation, useQuery } from '@tanstack/react-query';
import type { MeetingHours } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError, get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { TimeInput } from '../../../ui/dates/date-input.tsx';
import { Field } from '../../../ui/field.tsx';
import { cardClass } from '../../../ui/page.tsx';
import styles from '../meetings.module.css';

/** When one takes meetings, on the clock of one's own device. */
export function HoursForm() {
  const { data } = useQuery({
    queryKey: queryKeys.meetingHours(),
    queryFn: ({ signal }) => get('/me/meeting-hours', { signal }),
  });
  if (!data) return null;
  return (
    <Hours
      start={
        data.hours ?? { opens: '09:00', closes: '18:00', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }
      }
    />
  );
}

function Hours({ start }: { start: MeetingHours }) {
  const { t } = useTranslation(['meetings', 'common']);
  const [hours, setHours] = useState(start);
  const save = useMutation({ mutationFn: () => api('PUT', '/me/meeting-hours', { body: hours }) });
  return (
    <details className={cardClass}>
      <summary className={styles.summary}>{t('hours')}</summary>
      <form
        className={styles.reason}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field label={t('opens')} error={fieldError(save.error, '/opens')}>
          <TimeInput required value={hours.opens} onChange={(opens) => setHours({ ...hours, opens })} />
        </Field>
        <Field label={t('closes')} error={fieldError(save.error, '/closes')}>
          <TimeInput required value={hours.closes} onChange={(closes) => setHours({ ...hours, closes })} />
        </Field>
        <Field label={t('common:timeZone')} error={fieldError(save.error, '/timeZone')}>
          <input
            required
            maxLength={60}
            value={hours.timeZone}
            onChange={(event) => setHours({ ...hours, timeZone: event.target.value })}
          />
        </Field>
        <Button type="submit" disabled={save.isPending}>
          {t('common:save')}
        </Button>
        <span role="status" className="small muted">
          {save.isSuccess && t('common:saved')}
        </span>
      </form>
    </details>
  );
}
