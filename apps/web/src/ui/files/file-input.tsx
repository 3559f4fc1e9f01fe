import { Upload, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import styles from './file-input.module.css';

interface FileProps {
  accept?: string;
  capture?: 'environment';
  required?: boolean;
  disabled?: boolean;
  name?: string;
  id?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
}

/** A file, chosen or dropped, in our words; within a `Field`. What is sent at once is handed on, and not kept. */
export function FileInput({
  file = null,
  choose,
  ...input
}: FileProps & { file?: File | null; choose: (file: File | null) => void }) {
  return <FilesInput {...input} files={file ? [file] : []} choose={([first]) => choose(first ?? null)} />;
}

/**
 * Several of them. The browser's own control lies unseen over what is drawn, so that keyboard, label, dropping and what
 * a screen reader says of it are the browser's.
 */
export function FilesInput({
  files,
  choose,
  required,
  ...input
}: FileProps & { files: readonly File[]; choose: (files: File[]) => void; multiple?: boolean }) {
  const { t } = useTranslation('common');
  const { fileSize } = useFormats();
  const [over, setOver] = useState(false);
  return (
    <div className={styles.files}>
      <div
        className={styles.choose}
        data-over={over}
        data-invalid={input['aria-invalid']}
        data-disabled={input.disabled}
      >
        <Upload size={18} aria-hidden />
        <span aria-hidden>{t('chooseFile', { count: input.multiple ? 2 : 1 })}</span>
        <span className={styles.drop} aria-hidden>
          {t('orDrop')}
        </span>
        <input
          {...input}
          type="file"
          required={required && files.length === 0}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          onChange={({ target }) => {
            const chosen = [...(target.files ?? [])];
            // The same file may be chosen again after it was mended.
            target.value = '';
            if (chosen.length > 0) choose(chosen);
          }}
        />
      </div>
      {files.length > 0 && (
        <ul className={styles.list}>
          {files.map((file, at) => (
            <li key={at} className={styles.file}>
              <span className={styles.name}>{file.name}</span>
              <span className={styles.size}>{fileSize(file.size)}</span>
              <button
                type="button"
                className={styles.remove}
                aria-label={t('removeNamed', { name: file.name })}
                onClick={() => choose(files.filter((other) => other !== file))}
              >
                <X size={18} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
