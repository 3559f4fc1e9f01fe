import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Draft, type ImportReport } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, listError } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { tableProblem } from '../../lib/api/table-problem.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorList } from '../../ui/feedback/error-list.tsx';
import { Field } from '../../ui/field.tsx';
import { FileInput } from '../../ui/files/file-input.tsx';
import { ErrorLine, errorText, Notice } from '../../ui/feedback/states.tsx';
import styles from './prepare.module.css';
import { useMergeDraft } from './use-draft.ts';

/** Projects in and out as a table, and the waiting ones grouped into sessions. */
export function IntakePanel({ draft }: { draft: Draft }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { zh, count, label } = useFormats();
  const queries = useQueryClient();
  const editionId = draft.edition.id;
  const merge = useMergeDraft(editionId);
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.set('file', chosen);
      return api('POST', '/editions/{edition}/projects/import', {
        path: { edition: editionId },
        query: { language: zh ? 'zh' : 'en' },
        body,
      });
    },
    onSuccess: () => {
      // The mended file is chosen anew: a browser refuses to send one that has changed on the disk since.
      setFile(null);
      void queries.invalidateQueries({ queryKey: queryKeys.draft(editionId) });
    },
  });
  const group = useMutation({
    mutationFn: () => api('POST', '/editions/{edition}/draft/group', { path: { edition: editionId } }),
    onSuccess: (report) => {
      merge(report.draft);
      void queries.invalidateQueries({ queryKey: queryKeys.draft(editionId) });
    },
  });
  const problem = tableProblem(send.error);
  return (
    <section className={styles.panel} aria-label={t('intake')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (file) send.mutate(file);
        }}
      >
        <Field label={t('importFile')} hint={t('importHint')} error={problem && label(problem)}>
          <FileInput accept=".xlsx,.csv" file={file} choose={setFile} />
        </Field>
        <div className={styles.actions}>
          <Button type="submit" variant="primary" disabled={!file || send.isPending}>
            {t('common:import')}
          </Button>
          <a href={`/api/editions/${editionId}/projects/export?format=xlsx`} download>
            {t('exportXlsx')}
          </a>
          <a href={`/api/editions/${editionId}/projects/export?format=csv`} download>
            {t('exportCsv')}
          </a>
        </div>
        {send.error && !problem && <ErrorLine error={send.error} />}
      </form>
      <div role="status">{send.data && <Report report={send.data} name={send.variables.name} />}</div>
      <ScheduleImport editionId={editionId} />
      <h3>{t('waiting', { n: count(draft.waiting) })}</h3>
      <p className="small muted">{t('groupLead', { min: draft.rules.pitchesMin, count: draft.rules.pitchesMax })}</p>
      <div>
        <Button variant="primary" disabled={draft.waiting === 0 || group.isPending} onClick={() => group.mutate()}>
          {t('group')}
        </Button>
      </div>
      <div role="status">
        {group.data && (
          <Notice gold>
            {t('grouped', {
              sessions: group.data.sessions,
              projects: group.data.projects,
              left: group.data.left,
            })}
          </Notice>
        )}
      </div>
      <ErrorLine error={group.error} />
    </section>
  );
}

function Report({ report, name }: { report: ImportReport; name: string }) {
  const { t } = useTranslation(['prepare', 'common']);
  const csv = name.endsWith('.csv');
  return (
    <Notice gold={report.rowErrors.length === 0}>
      <strong>{t('imported', { count: report.rows, added: report.added, updated: report.updated })}</strong>
      {report.rowErrors.length > 0 && (
        <>
          <span className={styles.alert}>
            {t('rowErrors', { count: new Set(report.rowErrors.map((error) => error.row)).size })}
          </span>
          <ErrorList errors={report.rowErrors} className={styles.plain} />
          <a
            download={csv ? 'mend-these.csv' : 'mend-these.xlsx'}
            href={`data:application/octet-stream;base64,${report.errorReport ?? ''}`}
          >
            {t('common:errorReport')}
          </a>
        </>
      )}
    </Notice>
  );
}

/** Of a schedule's errors so many are listed. */
const SCHEDULE_ERRORS = 10;

/** Sessions of somebody else's schedule, straight into the grid. */
function ScheduleImport({ editionId }: { editionId: string }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick } = useFormats();
  const merge = useMergeDraft(editionId);
  const send = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.set('file', file);
      return api('POST', '/editions/{edition}/draft/import', { path: { edition: editionId }, body });
    },
    onSuccess: (report) => merge(report.draft),
  });
  const error = listError(send.error, '/file');
  const refused = error?.detail ?? errorText(send.error);
  return (
    <div className={styles.form}>
      <Field label={t('importSchedule')} hint={t('importScheduleHint')} error={send.error ? refused : undefined}>
        <FileInput accept=".xml,.json" disabled={send.isPending} choose={(file) => file && send.mutate(file)} />
      </Field>
      <div role="status">
        {send.data && (
          <Notice gold={send.data.eventErrors.length === 0}>
            <strong>{t('importedSchedule', { count: send.data.events, imported: send.data.imported })}</strong>
            <ul className={styles.plain}>
              {send.data.eventErrors.slice(0, SCHEDULE_ERRORS).map((error) => (
                <li key={`${error.where}${error.rule}`} className="small">
                  {pick(error.detailZh, error.detail)}
                </li>
              ))}
              {send.data.eventErrors.length > SCHEDULE_ERRORS && (
                <li className="small">
                  {t('moreScheduleErrors', { count: send.data.eventErrors.length - SCHEDULE_ERRORS })}
                </li>
              )}
            </ul>
          </Notice>
        )}
      </div>
    </div>
  );
}
