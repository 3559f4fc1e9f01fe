import { useMutation, useQuery } from '@tanstack/react-query';
import { City, cityLabels, MAX_FILE_BYTES, Track, trackLabels, type DeskEntry } from '@everexpo/contracts';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, fieldError, get, newKey } from '../../lib/api.ts';
import { dayIn } from '../../lib/day-in.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { Check, Field } from '../../ui/field.tsx';
import { cardClass } from '../../ui/page.tsx';
import { errorText, Notice } from '../../ui/states.tsx';
import { Disclosure, TermsFields } from '../agreements/index.ts';
import { CertificatePreview } from './certificate-preview.tsx';
import { removePaper, isRefusal, savePaper, sendPaper, type QueuedPaper } from './paper-queue.ts';
import { emptyPaper, paperOf, type PaperValues } from './paper-values.ts';
import { PartyField } from './party-field.tsx';
import styles from './desk.module.css';

interface PaperFormProps {
  timeZone: string;
  personId: string;
  /** What to begin with: a paper taken back from the queue, or an entry to correct. */
  start: { values: PaperValues; scan: File | null } | null;
  /** Called with the entry, or with null when the paper waits for the network. */
  done: (entry: DeskEntry | null) => void;
}

/**
 * One column, by keyboard alone; after a paper the form is empty again with the first field in focus. A paper is kept
 * in the browser before it is sent, and dropped when the API has taken or refused it.
 */
export function PaperForm({ timeZone, personId, start, done }: PaperFormProps) {
  const { t } = useTranslation(['desk', 'common']);
  const today = dayIn(timeZone);
  const [values, setValues] = useState<PaperValues>(start?.values ?? emptyPaper(today));
  const [scan, setScan] = useState<File | null>(start?.scan ?? null);
  const first = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const change = (part: Partial<PaperValues>) => setValues((known) => ({ ...known, ...part }));
  const log = useMutation({
    networkMode: 'always',
    mutationFn: async (): Promise<DeskEntry | null> => {
      const paper: QueuedPaper = {
        key: newKey(),
        personId,
        form: paperOf(values),
        scan: scan as File,
        scanName: scan?.name ?? 'scan',
        at: Date.now(),
      };
      await savePaper(paper);
      try {
        const entry = await sendPaper(paper);
        await removePaper(paper.key);
        return entry;
      } catch (error) {
        if (!isRefusal(error)) return null;
        await removePaper(paper.key);
        throw error;
      }
    },
    onSuccess: (entry) => {
      setValues(emptyPaper(today));
      setScan(null);
      if (file.current) file.current.value = '';
      first.current?.focus();
      done(entry);
    },
  });
  const tooLarge = scan && scan.size > MAX_FILE_BYTES ? t('tooLarge') : undefined;
  const error = log.error instanceof ApiError && log.error.problem.code === 'likely_duplicate' ? null : log.error;
  return (
    <div className={styles.columns}>
      <form
        className={`${cardClass} ${styles.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          log.mutate();
        }}
      >
        {values.corrects && (
          <Correction values={values} change={change} error={log.error} cancel={() => setValues(emptyPaper(today))} />
        )}
        <PartyField
          ref={first}
          autoFocus
          label={t('partyA')}
          value={values.partyA}
          change={(partyA) => change({ partyA })}
          error={fieldError(log.error, '/partyA')}
        />
        <PartyField
          label={t('partyB')}
          value={values.partyB}
          change={(partyB) => change({ partyB })}
          error={fieldError(log.error, '/partyB')}
        />
        <TermsFields values={values} change={change} error={error} />
        <div className={styles.three}>
          <Select
            label={t('common:city')}
            options={City.options}
            labels={cityLabels}
            value={values.city}
            choose={(city) => city && change({ city })}
          />
          <Select
            label={t('common:track')}
            options={Track.options}
            labels={trackLabels}
            value={values.track}
            choose={(track) => track && change({ track })}
          />
          <Field label={t('signedOn')} error={fieldError(log.error, '/signedOn')}>
            <input
              type="date"
              required
              max={today}
              value={values.signedOn}
              onChange={(event) => change({ signedOn: event.target.value })}
            />
          </Field>
        </div>
        <Field label={t('scan')} error={tooLarge ?? fieldError(log.error, '/scan')} hint={scan?.name}>
          <input
            ref={file}
            type="file"
            required={scan === null}
            accept="application/pdf,image/jpeg,image/png"
            capture="environment"
            onChange={(event) => setScan(event.target.files?.[0] ?? null)}
          />
        </Field>
        <Disclosure values={values} change={change} />
        {!values.corrects && <Duplicates values={values} change={change} error={log.error} />}
        <div>
          <Button type="submit" variant="primary" large disabled={log.isPending || tooLarge !== undefined}>
            {t('submit')}
          </Button>
        </div>
        <div role="status">
          {log.data && (
            <Notice gold>
              <strong>{t('logged', { title: log.data.title })}</strong>
            </Notice>
          )}
          {log.data === null && (
            <Notice>
              <strong>{t('kept')}</strong>
            </Notice>
          )}
        </div>
      </form>
      <CertificatePreview values={values} />
    </div>
  );
}

interface PartProps {
  values: PaperValues;
  change: (part: Partial<PaperValues>) => void;
  error: unknown;
}

function Correction({ values, change, error, cancel }: PartProps & { cancel: () => void }) {
  const { t } = useTranslation(['desk', 'common']);
  return (
    <div className={styles.correction}>
      <p>
        <strong>{t('correcting', { number: values.corrects?.number ?? '' })}</strong>{' '}
        <Button variant="quiet" onClick={cancel}>
          {t('common:cancel')}
        </Button>
      </p>
      <Field label={t('correctionReason')} error={fieldError(error, '/reason')}>
        <input
          required
          minLength={4}
          maxLength={500}
          value={values.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Field>
    </div>
  );
}

/** Papers that may be the same one: shown while one types, and to be declared different when the API insists. */
function Duplicates({ values, change, error }: PartProps) {
  const { t } = useTranslation(['desk', 'common']);
  const partyA = useDeferredValue(values.partyA.trim());
  const partyB = useDeferredValue(values.partyB.trim());
  const { data } = useQuery({
    queryKey: queryKeys.similarPapers(partyA, partyB),
    queryFn: ({ signal }) => get('/agreements/paper/similar', { query: { partyA, partyB }, signal }),
    enabled: partyA.length >= 4 && partyB.length >= 4,
    retry: false,
  });
  const insisted =
    error instanceof ApiError && error.problem.code === 'likely_duplicate' ? (error.problem.errors ?? []) : [];
  const found = data?.items ?? [];
  if (found.length === 0 && insisted.length === 0) return null;
  const ids = [...new Set([...found.map(({ id }) => id), ...insisted.map(({ values }) => String(values?.id))])];
  return (
    <div className={styles.warning} role="alert">
      <strong>{t('similar')}</strong>
      <ul>
        {found.map((entry) => (
          <li key={entry.id}>
            {entry.number ?? t('toVerify')} · {entry.title} · {entry.parties.join(' / ')}
          </li>
        ))}
      </ul>
      {error !== null && insisted.length > 0 && <p>{errorText(error, t('common:errors.network'))}</p>}
      <Check
        label={t('isAnother')}
        checked={values.otherThan.length > 0}
        onChange={(event) => change({ otherThan: event.target.checked ? ids : [] })}
      />
    </div>
  );
}
