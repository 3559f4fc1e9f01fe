import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeckState } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { FileInput } from '../../../ui/files/file-input.tsx';
import { Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import styles from '../selection.module.css';

export const isDrawing = ({ pages, drawn, error }: DeckState): boolean => error === null && drawn < pages;

/** How far a deck's pages are ready; where one cannot be shown, why, and a place for another file. */
export function DeckStatus({ projectId, deck }: { projectId: string; deck: DeckState }) {
  const { t } = useTranslation('selection');
  if (isDrawing(deck))
    return (
      <p className="small muted" role="status">
        {t('deckDrawing', { drawn: deck.drawn, count: deck.pages })}
      </p>
    );
  if (!deck.error) return null;
  return (
    <>
      <p role="alert" className={styles.alert}>
        {t(`deckError.${deck.error.rule}`, { page: deck.error.page })}
      </p>
      <DeckUpload projectId={projectId} label={t('deckAnew')} />
    </>
  );
}

/** A place for a project's deck. */
export function DeckUpload({ projectId, label }: { projectId: string; label: string }) {
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('deck', file);
      return api('POST', '/projects/{id}/deck', { path: { id: projectId }, body: form });
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: queryKeys.myProjects() }),
        queries.invalidateQueries({ queryKey: queryKeys.myPitches() }),
      ]),
  });
  const error = send.error ? (fieldError(send.error, '/deck') ?? errorText(send.error)) : undefined;
  return (
    <Field label={label} error={error}>
      <FileInput accept="application/pdf" disabled={send.isPending} choose={(file) => file && send.mutate(file)} />
    </Field>
  );
}
