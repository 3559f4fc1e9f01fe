import { useQuery, useQueryClient } from '@tanstack/react-query';
import { City, cityLabels, Field as FieldEnum, fieldLabels, Track, trackLabels, type Label, type ProgrammeDay } from '@everexpo/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useServerEvent } from '../../lib/socket.tsx';
import { useWatchEdition } from '../../lib/watch.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/states.tsx';
import { DayGrid } from './day-grid.tsx';
import { DayList } from './day-list.tsx';
import styles from './programme.module.css';

const FILTERS = ['track', 'field', 'city'] as const;

export function ProgrammePage() {
  const { t } = useTranslation();
  const { day: dayText } = useFormats();
  const [params, setParams] = useSearchParams();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['programme', params.toString()],
    queryFn: ({ signal }) => get<ProgrammeDay>(`/programme?${programmeQuery(params)}`, signal),
    placeholderData: (previous) => previous,
  });
  useWatchEdition(data?.edition.id);
  useServerEvent('programme:changed', useCallback(() => void queries.invalidateQueries({ queryKey: ['programme'] }), [queries]));

  const set = (name: string, value: string | null) =>
    setParams((current) => {
      const next = new URLSearchParams(current);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, { replace: true });
  const asList = params.get('view') === 'list';

  return (
    <Page title={t('programme.title')}>
      <div className={styles.head}>
        <div>
          <h1>{t('programme.title')}</h1>
          {data && <p className="muted small">{t('programme.timesIn', { zone: data.edition.timeZone })}</p>}
        </div>
        <div className={styles.wide} role="group" aria-label={t('programme.view')}>
          <Button aria-pressed={!asList} look={asList ? 'plain' : 'primary'} onClick={() => set('view', null)}>{t('programme.byRoom')}</Button>{' '}
          <Button aria-pressed={asList} look={asList ? 'primary' : 'plain'} onClick={() => set('view', 'list')}>{t('programme.list')}</Button>
        </div>
      </div>
      {data && (
        <div className={styles.days}>
          {data.edition.days.map((day) => (
            <button key={day} type="button" aria-pressed={day === data.day} onClick={() => set('day', day)}>{dayText(day)}</button>
          ))}
        </div>
      )}
      <div className={styles.filters}>
        <Choice name="track" options={Track.options} labels={trackLabels} value={params.get('track')} choose={set} />
        <Choice name="field" options={FieldEnum.options} labels={fieldLabels} value={params.get('field')} choose={set} />
        <Choice name="city" options={City.options} labels={cityLabels} value={params.get('city')} choose={set} />
      </div>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={560} />}
      {data && data.sessions.length === 0 && (
        <Empty>
          {t('programme.empty')}
          <Button onClick={() => setParams({ day: data.day })}>{t('programme.clear')}</Button>
        </Empty>
      )}
      {data && data.sessions.length > 0 && (
        <>
          <div className={`${styles.wide} ${asList ? styles.hidden : ''}`}><DayGrid day={data} /></div>
          <div className={`${styles.phone} ${asList ? styles.forced : ''}`}><DayList day={data} /></div>
        </>
      )}
    </Page>
  );
}

function programmeQuery(params: URLSearchParams): string {
  const query = new URLSearchParams();
  for (const name of ['day', ...FILTERS]) {
    const value = params.get(name);
    if (value) query.set(name, value);
  }
  return query.toString();
}

interface ChoiceProps<T extends string> {
  name: (typeof FILTERS)[number];
  options: readonly T[];
  labels: Record<T, Label>;
  value: string | null;
  choose: (name: string, value: string | null) => void;
}

export function Choice<T extends string>({ name, options, labels, value, choose }: ChoiceProps<T>) {
  const { t } = useTranslation();
  const { label } = useFormats();
  return (
    <Field label={t(`common.${name}`)}>
      <select value={value ?? ''} onChange={(event) => choose(name, event.target.value || null)}>
        <option value="">{t('common.all')}</option>
        {options.map((option) => <option key={option} value={option}>{label(labels[option])}</option>)}
      </select>
    </Field>
  );
}
