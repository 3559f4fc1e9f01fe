import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EditionCard } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api, fieldError, get, newKey } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useMe, useRole } from '../../lib/me.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { errorText, Failure, Skeleton } from '../../ui/states.tsx';
import styles from './prepare.module.css';

/** All editions, and the form that starts the next one. */
export default function EditionsPage() {
  const { t } = useTranslation('prepare');
  const { pick } = useFormats();
  const { data: me } = useMe();
  const organizer = useRole('organizer');
  const { data, error } = useQuery({
    queryKey: queryKeys.editions(),
    queryFn: ({ signal }) => get('/editions', { signal }),
    enabled: organizer,
  });
  return (
    <Page title={t('editions')} width="narrow">
      <h1>{t('editions')}</h1>
      {me && !organizer && <Refusal>{t('onlyOrganizers')}</Refusal>}
      {error && <Failure error={error} />}
      {organizer && !data && !error && <Skeleton />}
      <ul className={styles.plain}>
        {data?.items.map((edition) => (
          <li key={edition.id} className={`${cardClass} ${styles.editionCard}`}>
            <div>
              <Link to={`/prepare/${edition.id}`}>
                <strong>{pick(edition.nameZh, edition.nameEn)}</strong>
              </Link>
              <p className="small muted figures">
                {edition.days[0]} – {edition.days.at(-1)} · {t('roomCount', { count: edition.rooms })} ·{' '}
                {t('sessionCount', { count: edition.sessions })} · {t('projectCount', { count: edition.projects })}
              </p>
            </div>
            <span className="small">
              {edition.open ? t('isOpen') : t('isClosed')}
              {edition.version !== null && ` · v${edition.version}`}
            </span>
          </li>
        ))}
      </ul>
      {data && <NewEdition editions={data.items} />}
    </Page>
  );
}

function NewEdition({ editions }: { editions: EditionCard[] }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick } = useFormats();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const next = Math.max(...editions.map((edition) => edition.year), new Date().getFullYear()) + 1;
  const [values, setValues] = useState({
    code: `KC-${next}`,
    nameZh: `${next} 永不落幕科创会`,
    nameEn: `Everexpo ${next}`,
    timeZone: 'Asia/Shanghai',
    startsOn: `${next}-11-05`,
    dayCount: 3,
    copyFrom: editions[0]?.id ?? '',
  });
  const set = (part: Partial<typeof values>) => setValues((known) => ({ ...known, ...part }));
  const create = useMutation({
    mutationFn: () =>
      api('POST', '/editions', { body: { ...values, copyFrom: values.copyFrom || null }, idempotencyKey: newKey() }),
    onSuccess: (edition) => {
      void queries.invalidateQueries({ queryKey: queryKeys.editions() });
      void navigate(`/prepare/${edition.id}/setup`);
    },
  });
  return (
    <form
      className={`${cardClass} ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <h2>{t('newEdition')}</h2>
      <div className={styles.two}>
        <Field label={t('code')} error={fieldError(create.error, '/code')}>
          <input required value={values.code} onChange={(event) => set({ code: event.target.value })} />
        </Field>
        <Field label={t('common:timeZone')} error={fieldError(create.error, '/timeZone')}>
          <input required value={values.timeZone} onChange={(event) => set({ timeZone: event.target.value })} />
        </Field>
        <Field label={t('nameZh')} error={fieldError(create.error, '/nameZh')}>
          <input required value={values.nameZh} onChange={(event) => set({ nameZh: event.target.value })} />
        </Field>
        <Field label={t('nameEn')} error={fieldError(create.error, '/nameEn')}>
          <input required value={values.nameEn} onChange={(event) => set({ nameEn: event.target.value })} />
        </Field>
        <Field label={t('startsOn')} error={fieldError(create.error, '/startsOn')}>
          <input
            type="date"
            required
            value={values.startsOn}
            onChange={(event) => set({ startsOn: event.target.value })}
          />
        </Field>
        <Field label={t('dayCount')} error={fieldError(create.error, '/dayCount')}>
          <input
            type="number"
            required
            min={1}
            max={14}
            value={values.dayCount}
            onChange={(event) => set({ dayCount: Number(event.target.value) })}
          />
        </Field>
        <Field label={t('copyFrom')}>
          <select value={values.copyFrom} onChange={(event) => set({ copyFrom: event.target.value })}>
            <option value="">{t('copyNothing')}</option>
            {editions.map((edition) => (
              <option key={edition.id} value={edition.id}>
                {pick(edition.nameZh, edition.nameEn)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <div>
        <Button type="submit" variant="primary" disabled={create.isPending}>
          {t('create')}
        </Button>
      </div>
      {create.error && (
        <p role="alert" className={styles.alert}>
          {errorText(create.error, t('common:errors.network'))}
        </p>
      )}
    </form>
  );
}
