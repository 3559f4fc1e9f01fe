import { cityLabels, fieldLabels, trackLabels, type City, type Track } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { keysOf } from '../../../lib/keys-of.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { useTypedSearch } from './use-typed-search.ts';
import styles from './filters.module.css';

interface ProjectFiltersProps {
  params: URLSearchParams;
  set: (name: string, value: string | null) => void;
  /** How many projects are marked. */
  favourites: number;
}

/** Search, fields, track, city and order, as the address of the page keeps them. */
export function ProjectFilters({ params, set, favourites }: ProjectFiltersProps) {
  const { t } = useTranslation(['projects', 'common']);
  const [typed, type] = useTypedSearch(params.get('q') ?? '', (q) => set('q', q || null));
  return (
    <search className={styles.filters}>
      <div className={styles.row}>
        <div className={styles.words}>
          <Field label={t('common:searchProjects')}>
            <input
              type="search"
              maxLength={100}
              value={typed}
              placeholder={t('searchHint')}
              onChange={(event) => type(event.target.value)}
            />
          </Field>
        </div>
        <Select
          all
          label={t('common:track')}
          options={keysOf(trackLabels)}
          labels={trackLabels}
          value={params.get('track') as Track | null}
          choose={(track) => set('track', track)}
        />
        <Select
          all
          label={t('common:city')}
          options={keysOf(cityLabels)}
          labels={cityLabels}
          value={params.get('city') as City | null}
          choose={(city) => set('city', city)}
        />
        <Field label={t('sort')}>
          <select
            value={params.get('sort') ?? 'relevance'}
            onChange={({ target }) => set('sort', target.value === 'pitch' ? 'pitch' : null)}
          >
            <option value="relevance">{t('sorts.relevance')}</option>
            <option value="pitch">{t('sorts.pitch')}</option>
          </select>
        </Field>
      </div>
      <Chips params={params} set={set} favourites={favourites} />
    </search>
  );
}

function Chips({ params, set, favourites }: ProjectFiltersProps) {
  const { t } = useTranslation(['projects', 'common']);
  const { label } = useFormats();
  const chosen = params.get('field');
  return (
    <div className={styles.chips} role="group" aria-label={t('common:field')}>
      {keysOf(fieldLabels).map((field) => (
        <button
          key={field}
          type="button"
          className={styles.chip}
          aria-pressed={chosen === field}
          onClick={() => set('field', chosen === field ? null : field)}
        >
          {label(fieldLabels[field])}
        </button>
      ))}
      <button
        type="button"
        className={styles.chip}
        aria-pressed={params.has('favourites')}
        onClick={() => set('favourites', params.has('favourites') ? null : '1')}
      >
        {t('favourites')}
        <span className={styles.count}>{favourites}</span>
      </button>
    </div>
  );
}
