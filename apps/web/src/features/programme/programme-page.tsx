import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../lib/api/api.ts';
import { filtersFor, useFilterParams } from '../../lib/filter-params.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { useWatch } from '../../lib/realtime/watch.ts';
import { Button } from '../../ui/button.tsx';
import { Filters } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { TimesIn } from '../../ui/times-in.tsx';
import { DayGrid } from './day-grid.tsx';
import { DayList } from './day-list.tsx';
import styles from './programme.module.css';

export default function ProgrammePage() {
  const { t } = useTranslation(['programme', 'common']);
  const { day: dayText } = useFormats();
  const { params, set, setParams } = useFilterParams();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.programme(params.toString()),
    queryFn: ({ signal }) =>
      get('/programme', { query: filtersFor('/programme', params, ['day', 'track', 'field', 'city']), signal }),
    placeholderData: (previous) => previous,
  });
  useWatch('edition', data?.edition.id, { refetch: [queryKeys.programme()] });
  useServerEvent(
    'programme:changed',
    useCallback(() => void queries.invalidateQueries({ queryKey: queryKeys.programme() }), [queries]),
  );

  const asList = params.get('view') === 'list';

  return (
    <Page title={t('common:programme')} frame="list">
      <div className={styles.head}>
        <div>
          <h1>{t('common:programme')}</h1>
          <p>{data ? <TimesIn timeZone={data.edition.timeZone} always /> : '\u00a0'}</p>
          <p className="small">
            {t('exports')}: <a href="/export/programme.ics">iCalendar</a> ·{' '}
            <a href="/export/schedule.xml">schedule.xml</a> · <a href="/export/schedule.json">schedule.json</a> ·{' '}
            <a href={`/export/day-sheets.pdf${data ? `?day=${data.day}` : ''}`}>{t('sheets')}</a>
          </p>
        </div>
        <div className={styles.wide} role="group" aria-label={t('view')}>
          <Button aria-pressed={!asList} variant={asList ? 'plain' : 'primary'} onClick={() => set('view', null)}>
            {t('byRoom')}
          </Button>{' '}
          <Button aria-pressed={asList} variant={asList ? 'primary' : 'plain'} onClick={() => set('view', 'list')}>
            {t('list')}
          </Button>
        </div>
      </div>
      <div className={styles.days}>
        {data?.edition.days.map((day) => (
          <button key={day} type="button" aria-pressed={day === data.day} onClick={() => set('day', day)}>
            {dayText(day)}
          </button>
        ))}
      </div>
      <div className={styles.filters}>
        <Filters params={params} set={set} />
      </div>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={800} />}
      {data && data.sessions.length === 0 && (
        <Empty>
          {t('empty')}
          <Button onClick={() => setParams({ day: data.day })}>{t('clear')}</Button>
        </Empty>
      )}
      {data && data.sessions.length > 0 && (
        <>
          <div className={`${styles.wide} ${asList ? styles.hidden : ''}`}>
            <DayGrid day={data} />
          </div>
          <div className={`${styles.phone} ${asList ? styles.forced : ''}`}>
            <DayList day={data} />
          </div>
        </>
      )}
    </Page>
  );
}
