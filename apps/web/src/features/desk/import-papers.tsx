import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeskImportReport } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { tableProblem } from '../../lib/api/table-problem.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorList } from '../../ui/feedback/error-list.tsx';
import { Field } from '../../ui/field.tsx';
import { FileInput, FilesInput } from '../../ui/files/file-input.tsx';
import { cardClass } from '../../ui/page.tsx';
import { errorText, Notice } from '../../ui/feedback/states.tsx';
import styles from './desk.module.css';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A table of papers with their scans; bad rows come back as a file. */
export function ImportPapers() {
  const { t } = useTranslation(['desk', 'common']);
  const { zh, label } = useFormats();
  const queries = useQueryClient();
  const [table, setTable] = useState<File | null>(null);
  const [scans, setScans] = useState<File[]>([]);
  const send = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.set('table', chosen);
      for (const scan of scans) body.append('scan', scan);
      return api('POST', '/agreements/paper/import', { query: { language: zh ? 'zh' : 'en' }, body });
    },
    onSuccess: () => {
      // Mended files are chosen anew: a browser refuses to send one that has changed on the disk since.
      setTable(null);
      setScans([]);
      void queries.invalidateQueries({ queryKey: queryKeys.desk() });
    },
  });
  const problem = tableProblem(send.error);
  return (
    <details className={cardClass}>
      <summary className={styles.summary}>{t('import')}</summary>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (table) send.mutate(table);
        }}
      >
        <Field label={t('table')} hint={t('tableHint')} error={problem && label(problem)}>
          <FileInput accept=".xlsx,.csv" file={table} choose={setTable} />
        </Field>
        <Field label={t('scans')}>
          <FilesInput multiple accept="application/pdf,image/jpeg,image/png" files={scans} choose={setScans} />
        </Field>
        {send.error && !problem && <p role="alert">{errorText(send.error)}</p>}
        <div>
          <Button type="submit" variant="primary" disabled={!table || send.isPending}>
            {t('common:import')}
          </Button>
        </div>
      </form>
      <div role="status">{send.data && <Report report={send.data} name={send.variables.name} />}</div>
    </details>
  );
}

function Report({ report, name }: { report: DeskImportReport; name: string }) {
  const { t } = useTranslation(['desk', 'common']);
  const csv = name.endsWith('.csv');
  return (
    <Notice gold={report.rowErrors.length === 0}>
      <strong>{t('imported', { count: report.rows, added: report.added })}</strong>
      <ErrorList errors={report.rowErrors} />
      {report.errorReport && (
        <a
          download={`papers-errors.${csv ? 'csv' : 'xlsx'}`}
          href={`data:${csv ? 'text/csv' : XLSX};base64,${report.errorReport}`}
        >
          {t('common:errorReport')}
        </a>
      )}
    </Notice>
  );
}
