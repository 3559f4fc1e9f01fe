import { useMutation } from '@tanstack/react-query';
import { City, cityLabels, MAX_FILE_BYTES, Track, trackLabels, type DeskEntry } from '@everexpo/contracts';
import { FormProvider, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../lib/api/api.ts';
import { dayIn } from '../../../lib/time/day-in.ts';
import { useContractForm } from '../../../lib/forms/use-contract-form.ts';
import { Button } from '../../../ui/button.tsx';
import { DateInput } from '../../../ui/dates/date-input.tsx';
import { FormSelect, FormField, FormFile } from '../../../ui/forms/form-field.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { Notice } from '../../../ui/feedback/states.tsx';
import { Disclosure, TermsFields } from '../../agreements/index.ts';
import { CertificatePreview } from './certificate-preview.tsx';
import { Correction } from './correction.tsx';
import { Duplicates } from './duplicates.tsx';
import { logPaper } from './paper-queue.ts';
import { emptyPaper, fieldOfPaper, ScannedPaper, scannedPaperOf, type PaperValues } from './paper-values.ts';
import { PartyField } from './party-field.tsx';
import styles from '../desk.module.css';

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
  const log = useMutation({
    networkMode: 'always',
    mutationFn: (paper: ScannedPaper) => logPaper(personId, paper),
    onSuccess: (entry) => {
      form.reset({ ...emptyPaper(today), scan: null });
      const first = formProps.ref.current?.elements.namedItem('partyA');
      if (first instanceof HTMLElement) first.focus();
      done(entry);
    },
  });
  const { formProps, ...form } = useContractForm({
    schema: ScannedPaper,
    defaultValues: { ...(start?.values ?? emptyPaper(today)), scan: start?.scan ?? null },
    contractOf: scannedPaperOf,
    fieldOf: fieldOfPaper,
    send: log,
  });
  const { control } = form;
  const [corrects, scan] = useWatch({ control, name: ['corrects', 'scan'] });
  const tooLarge = scan && scan.size > MAX_FILE_BYTES ? t('tooLarge') : undefined;
  const error = log.error instanceof ApiError && log.error.problem.code === 'likely_duplicate' ? null : log.error;
  return (
    <FormProvider {...form}>
      <div className={styles.columns}>
        <form {...formProps} className={`${cardClass} ${styles.form}`}>
          {corrects && <Correction cancel={() => form.reset({ ...emptyPaper(today), scan })} />}
          <PartyField name="partyA" label={t('partyA')} autoFocus />
          <PartyField name="partyB" label={t('partyB')} />
          <TermsFields error={error} />
          <div className={styles.three}>
            <FormSelect
              control={control}
              name="city"
              label={t('common:city')}
              options={City.options}
              labels={cityLabels}
            />
            <FormSelect
              control={control}
              name="track"
              label={t('common:track')}
              options={Track.options}
              labels={trackLabels}
            />
            <FormField control={control} name="signedOn" label={t('signedOn')}>
              <DateInput required max={today} />
            </FormField>
          </div>
          <FormFile
            control={control}
            name="scan"
            label={t('scan')}
            error={tooLarge}
            required={scan === null}
            accept="application/pdf,image/jpeg,image/png"
            capture="environment"
          />
          <Disclosure />
          {!corrects && <Duplicates error={log.error} />}
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
        <CertificatePreview />
      </div>
    </FormProvider>
  );
}
