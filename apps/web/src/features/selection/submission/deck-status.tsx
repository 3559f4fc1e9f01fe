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
  const { t } = useTranslation(['selection', 'common']);
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('deck', file);
      return api('POST', '/projects/{id}/deck', { path: { id: projectId }, body: form });
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.myProjects() }),
  });
  if (isDrawing(deck))
    return (
      <p className="small muted" role="status">
        {t('deckDrawing', { drawn: deck.drawn, count: deck.pages })}
      </p>
    );
  if (!deck.error) return null;
  const error = send.error ? (fieldError(send.error, '/deck') ?? errorText(send.error)) : undefined;
  return (
    <>
      <p role="alert" className={styles.alert}>
        {t(`deckError.${deck.error.rule}`, { page: deck.error.page })}
      </p>
      <Field label={t('deckAnew')} error={error}>
        <FileInput accept="application/pdf" disabled={send.isPending} choose={(file) => file && send.mutate(file)} />
      </Field>
    </>
  );
}
