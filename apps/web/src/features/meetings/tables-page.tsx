import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TablePlan } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError, get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useRole } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { isRefused, Refusal } from '../../ui/feedback/refusal.tsx';
import { errorText, Failure, Notice, Skeleton } from '../../ui/feedback/states.tsx';
import { TimesIn } from '../../ui/times-in.tsx';
import { DeskTabs } from '../desk/index.ts';
import styles from './meetings.module.css';

/** The tables of a day for the staff between them; organizers place the wishes that wait. */
export default function TablesPage() {
  const { t } = useTranslation(['meetings', 'common']);
  const { day: dayName } = useFormats();
  const organizer = useRole('organizer');
  const [day, setDay] = useState('');
  const { data: plan, error } = useQuery({
    queryKey: queryKeys.tables(day),
    queryFn: ({ signal }) => get('/tables', { query: { day }, signal }),
    refetchInterval: 30_000,
    retry: false,
  });
  if (isRefused(error))
    return (
      <Page title={t('common:tables')} frame="reading">
        <h1>{t('common:tables')}</h1>
        <Refusal error={error}>{t('tables.only')}</Refusal>
      </Page>
    );
  if (isLost(error, plan))
    return (
      <Page title={t('common:tables')} frame="reading">
        <Failure error={error} />
      </Page>
    );
  if (!plan)
    return (
      <Page title={t('common:tables')} frame="reading">
        <Skeleton height={400} />
      </Page>
    );
  const taken = plan.tables.filter(({ bookings }) => bookings.length > 0);
  return (
    <Page title={t('common:tables')} frame="reading">
      <div>
        <h1>{t('common:tables')}</h1>
        <p className="muted">{t('tables.lead')}</p>
      </div>
      <DeskTabs />
      <Figures />
      {organizer && <PlaceAll />}
      <Field label={t('tables.day')}>
        <select value={plan.day} onChange={(event) => setDay(event.target.value)}>
          {plan.days.map((one) => (
            <option key={one} value={one}>
              {dayName(one)}
            </option>
          ))}
        </select>
      </Field>
      <TimesIn timeZone={plan.timeZone} />
      <p className="muted">{t('tables.free', { n: plan.tables.length - taken.length, of: plan.tables.length })}</p>
      <ul className={styles.list}>
        {taken.map((table) => (
          <TableDay key={table.table} table={table} timeZone={plan.timeZone} />
        ))}
      </ul>
      <WalkIn tables={plan.tables.map(({ table }) => table)} />
      <details className={cardClass}>
        <summary>{t('tables.codes')}</summary>
        <div className={styles.codes}>
          {plan.tables.slice(0, 12).map(({ table }) => (
            <a key={table} href={`/api/tables/${table}/code`} target="_blank" rel="noreferrer">
              {t('common:table', { n: table })}
            </a>
          ))}
        </div>
      </details>
    </Page>
  );
}

function TableDay({ table, timeZone }: { table: TablePlan['tables'][number]; timeZone: string }) {
  const { t } = useTranslation('common');
  const { time } = useFormats();
  return (
    <li className={cardClass}>
      <h2>{t('table', { n: table.table })}</h2>
      <ul className={styles.times}>
        {table.bookings.map((booking) => (
          <li key={booking.meetingId}>
            <strong className="figures">
              {time(booking.startsAt, timeZone)}–{time(booking.endsAt, timeZone)}
            </strong>{' '}
            {booking.people
              .map((person) => `${person.checkedIn ? '✓ ' : ''}${person.name} ${person.organisation}`)
              .join(' · ')}
          </li>
        ))}
      </ul>
    </li>
  );
}

function Figures() {
  const { t } = useTranslation('meetings');
  const { count } = useFormats();
  const { data } = useQuery({
    queryKey: queryKeys.meetingFigures(),
    queryFn: ({ signal }) => get('/meeting-figures', { signal }),
  });
  if (!data) return null;
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t('tables.held')}</dt>
        <dd>
          {count(data.realised)} / {count(data.accepted)}
        </dd>
      </div>
      <div>
        <dt>{t('tables.missed')}</dt>
        <dd>{count(data.missed)}</dd>
      </div>
      <div>
        <dt>{t('tables.agreed')}</dt>
        <dd>{count(data.outcomes.agreement ?? 0)}</dd>
      </div>
    </dl>
  );
}

function PlaceAll() {
  const { t } = useTranslation(['meetings', 'common']);
  const queries = useQueryClient();
  const place = useMutation({
    mutationFn: () => api('POST', '/meetings/place', { body: { seconds: 10 } }),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.tables() }),
  });
  return (
    <section className={cardClass}>
      <p>{t('tables.placeLead')}</p>
      <Button variant="primary" disabled={place.isPending} onClick={() => place.mutate()}>
        {place.isPending ? t('tables.placing') : t('tables.place')}
      </Button>
      <div role="status">
        {place.data && <Notice gold>{t('placed', { placed: place.data.placed, wishes: place.data.wishes })}</Notice>}
      </div>
      {place.error && <p role="alert">{errorText(place.error)}</p>}
    </section>
  );
}

function WalkIn({ tables }: { tables: number[] }) {
  const { t } = useTranslation(['meetings', 'common']);
  const queries = useQueryClient();
  const [values, setValues] = useState({ table: tables[0] ?? 1, investorEmail: '', ownerEmail: '' });
  const seat = useMutation({
    mutationFn: () => api('POST', '/tables/walk-ins', { body: values }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.tables() }),
  });
  const other =
    seat.error && !fieldError(seat.error, '/investorEmail') && !fieldError(seat.error, '/ownerEmail')
      ? errorText(seat.error)
      : undefined;
  return (
    <form
      className={`${cardClass} ${styles.answer}`}
      onSubmit={(event) => {
        event.preventDefault();
        seat.mutate();
      }}
    >
      <h2>{t('tables.walkIn')}</h2>
      <Field label={t('tables.table')}>
        <select value={values.table} onChange={(event) => setValues({ ...values, table: Number(event.target.value) })}>
          {tables.map((table) => (
            <option key={table}>{table}</option>
          ))}
        </select>
      </Field>
      <Field label={t('tables.investor')} error={fieldError(seat.error, '/investorEmail')}>
        <input
          type="email"
          required
          value={values.investorEmail}
          onChange={(event) => setValues({ ...values, investorEmail: event.target.value })}
        />
      </Field>
      <Field label={t('tables.owner')} error={fieldError(seat.error, '/ownerEmail')}>
        <input
          type="email"
          required
          value={values.ownerEmail}
          onChange={(event) => setValues({ ...values, ownerEmail: event.target.value })}
        />
      </Field>
      {other && <p role="alert">{other}</p>}
      <div>
        <Button type="submit" disabled={seat.isPending}>
          {t('tables.seat')}
        </Button>{' '}
        <span role="status">{seat.data && t('tables.seated', { n: seat.data.table })}</span>
      </div>
    </form>
  );
}
