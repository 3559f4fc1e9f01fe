import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { FileInput, FilesInput } from '../../ui/files/file-input.tsx';
import { Group } from './group.tsx';

const SIZE = 1_250_000;

export function FileStates() {
  const { t } = useTranslation('styles');
  const [file, setFile] = useState<File | null>(() => new File([new Uint8Array(SIZE)], 'deck.pdf'));
  const [files, setFiles] = useState<File[]>([]);
  return (
    <Group title={t('files')}>
      <Field label={t('file')} hint={t('hint')}>
        <FileInput file={file} choose={setFile} />
      </Field>
      <Field label={t('several')} error={t('wrong')}>
        <FilesInput multiple files={files} choose={setFiles} />
      </Field>
      <Field label={t('disabled')}>
        <FileInput disabled choose={setFile} />
      </Field>
    </Group>
  );
}
