import { Track, trackLabels } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Check, Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { Group } from './group.tsx';

const MAX_LENGTH = 30;

export function FieldStates() {
  const { t } = useTranslation('styles');
  const [text, setText] = useState<string>(t('sample'));
  const [track, setTrack] = useState<Track | null>(null);
  return (
    <Group title={t('fields')}>
      <Field label={t('text')} hint={t('hint')}>
        <input />
      </Field>
      <Field label={t('text')} error={t('wrong')}>
        <input defaultValue={t('sample')} />
      </Field>
      <Field label={t('disabled')}>
        <input disabled defaultValue={t('sample')} />
      </Field>
      <Field label={t('counted')}>
        <input maxLength={MAX_LENGTH} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Field label={t('long')}>
        <textarea />
      </Field>
      <Select all label={t('choice')} options={Track.options} labels={trackLabels} value={track} choose={setTrack} />
      <Check label={t('tick')} defaultChecked />
    </Group>
  );
}
