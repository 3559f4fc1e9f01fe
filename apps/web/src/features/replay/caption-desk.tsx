import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CaptionLanguage, Replay, SetAudience } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../lib/api/api.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { FileInput } from '../../ui/files/file-input.tsx';
import { Check, Field } from '../../ui/field.tsx';
import { errorText } from '../../ui/feedback/states.tsx';
import styles from './replay.module.css';

/** For organizers: captions as WebVTT, and whether everybody may watch. */
export function CaptionDesk({ replay }: { replay: Replay }) {
  const { t } = useTranslation(['replay', 'common']);
  const queries = useQueryClient();
  const [language, setLanguage] = useState<CaptionLanguage>('zh');
  const [file, setFile] = useState<File | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: queryKeys.replay(replay.sessionId) });
  const upload = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.append('captions', chosen);
      return api('PUT', '/sessions/{id}/replay/captions/{language}', {
        path: { id: replay.sessionId, language },
        body,
      });
    },
    onSuccess: again,
  });
  const open = useMutation({
    mutationFn: (body: SetAudience) =>
      api('PUT', '/sessions/{id}/stage/audience', { path: { id: replay.sessionId }, body }),
    onSuccess: again,
  });
  return (
    <details className={styles.fold}>
      <summary>{t('manage')}</summary>
      <Check
        label={t('open')}
        checked={replay.open}
        onChange={(event) => open.mutate({ replayOpen: event.target.checked })}
      />
      <form
        className={styles.tools}
        onSubmit={(event) => {
          event.preventDefault();
          if (file) upload.mutate(file);
        }}
      >
        <Field label={t('language')}>
          <select value={language} onChange={(event) => setLanguage(event.target.value as CaptionLanguage)}>
            <option value="zh">中文</option>
            <option value="en">English</option>
          </select>
        </Field>
        <Field
          label={t('captions')}
          hint={t('captionsHint')}
          error={upload.error ? (fieldError(upload.error, '/captions') ?? errorText(upload.error)) : undefined}
        >
          <FileInput required accept=".vtt,text/vtt" file={file} choose={setFile} />
        </Field>
        <Button type="submit" disabled={!file || upload.isPending}>
          {t('upload')}
        </Button>
      </form>
      {upload.data && <p role="status">{t('uploaded', { count: upload.data.cues })}</p>}
    </details>
  );
}
