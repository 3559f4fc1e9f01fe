import { cityLabels, fieldLabels, trackLabels, type City, type Field, type Track } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { keysOf } from '../lib/keys-of.ts';
import { Select } from './select.tsx';

interface FiltersProps {
  params: URLSearchParams;
  set: (name: string, value: string | null) => void;
}

/** Track, field and city, as the address of the page keeps them. */
export function Filters({ params, set }: FiltersProps) {
  const { t } = useTranslation('common');
  return (
    <>
      <Select
        all
        label={t('track')}
        options={keysOf(trackLabels)}
        labels={trackLabels}
        value={params.get('track') as Track | null}
        choose={(track) => set('track', track)}
      />
      <Select
        all
        label={t('field')}
        options={keysOf(fieldLabels)}
        labels={fieldLabels}
        value={params.get('field') as Field | null}
        choose={(field) => set('field', field)}
      />
      <Select
        all
        label={t('city')}
        options={keysOf(cityLabels)}
        labels={cityLabels}
        value={params.get('city') as City | null}
        choose={(city) => set('city', city)}
      />
    </>
  );
}
