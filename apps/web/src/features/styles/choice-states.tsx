import { cityLabels } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import { ComboBox } from '../../ui/choices/combo-box.tsx';
import { Field } from '../../ui/field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Group } from './group.tsx';

export function ChoiceStates() {
  const { t } = useTranslation('styles');
  const { label } = useFormats();
  const [city, setCity] = useState('');
  const cities = Object.values(cityLabels).map(label);
  const typed = city.toLowerCase();
  return (
    <Group title={t('choices')}>
      <Tabs
        tabs={[
          { name: 'first', label: t('first'), content: <p>{t('sample')}</p> },
          { name: 'second', label: t('second'), content: <p>{t('hint')}</p> },
        ]}
      />
      <Field label={t('city')} hint={t('hint')}>
        <ComboBox
          offered={cities.filter((name) => name.toLowerCase().includes(typed))}
          value={city}
          onChange={setCity}
        />
      </Field>
    </Group>
  );
}
