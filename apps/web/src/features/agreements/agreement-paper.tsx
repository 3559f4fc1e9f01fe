import { useMutation, useQueryClient } from '@tanstack/react-query';
import { agreementKindLabels, type Agreement, type Meeting } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, newKey } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { errorText } from '../../ui/states.tsx';
import { DraftForm } from './draft-form.tsx';
import styles from './agreements.module.css';

interface PaperProps {
  agreement: Agreement;
  meeting: Meeting;
  meId: string;
}

/** An agreement as paper: its terms, the parties' seals filling in, gold only when registered. */
export function AgreementPaper({ agreement, meeting, meId }: PaperProps) {
  const { t } = useTranslation();
  const { label, exactAmount } = useFormats();
  const [revising, setRevising] = useState(false);
  const registered = agreement.state === 'registered';
  if (revising) return <DraftForm meeting={meeting} agreement={agreement} close={() => setRevising(false)} />;
  return (
    <article className={`${styles.paper} ${registered ? styles.registered : ''}`}>
      <div className={styles.top}>
        <span>{label(agreementKindLabels[agreement.kind])}</span>
        <span>{t(`agreement.states.${agreement.state}`)} · {t('agreement.version', { n: agreement.version })}</span>
      </div>
      {agreement.number && <span className={styles.number}>{agreement.number}</span>}
      <h3>{agreement.title}</h3>
      <dl className={styles.facts}>
        <div><dt>{t('agreement.amount')}</dt><dd className="figures">{exactAmount(agreement.amountFen)}</dd></div>
        <div><dt>{t('agreement.term')}</dt><dd>{t('common.months', { n: agreement.termMonths })}</dd></div>
      </dl>
      <p className={styles.terms}>{agreement.terms}</p>
      <ul className={styles.seals}>
        {agreement.parties.map((party) => (
          <li key={party.position} className={styles.seal}>
            <span className={styles.mark} data-signed={party.signedAt !== null} aria-hidden="true">{party.signedAt && '✓'}</span>
            <span>
              {party.position === 1 ? t('agreement.partyA') : t('agreement.partyB')} {party.organisation}
              <span className="small muted"> · {party.signedAt ? t('agreement.signed') : t('agreement.notSigned')}</span>
            </span>
          </li>
        ))}
      </ul>
      {agreement.documentSha256 && (
        <p className={styles.hash}>{t('agreement.hash')} {agreement.documentSha256}</p>
      )}
      <Actions agreement={agreement} meeting={meeting} meId={meId} revise={() => setRevising(true)} />
    </article>
  );
}

function Actions({ agreement, meeting, meId, revise }: PaperProps & { revise: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const own = agreement.parties.find((party) => party.personId === meId);
  const prepare = useMutation({
    mutationFn: () => api<Agreement>('POST', `/agreements/${agreement.id}/prepare`, { body: { version: agreement.version } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['agreements', meeting.id] }),
  });
  const document = agreement.documentSha256 && <a href={`/api/agreements/${agreement.id}/document`} target="_blank" rel="noreferrer">{t('agreement.document')}</a>;
  if (agreement.state === 'registered') {
    return (
      <div className={styles.actions}>
        {document}
        <a href={`/api/agreements/${agreement.id}/certificate`} target="_blank" rel="noreferrer">{t('agreement.certificate')}</a>
        <Link to={`/verify/${agreement.number}`}>{t('agreement.verify')}</Link>
      </div>
    );
  }
  return (
    <>
      {prepare.error && <p role="alert">{errorText(prepare.error, t('errors.network'))}</p>}
      <div className={styles.actions}>
        {document}
        {agreement.state === 'draft' && <Button look="primary" disabled={prepare.isPending} onClick={() => prepare.mutate()}>{t('agreement.prepare')}</Button>}
        {['draft', 'ready'].includes(agreement.state) && <Button onClick={revise}>{t('agreement.revise')}</Button>}
      </div>
      {agreement.documentSha256 && own && !own.signedAt && <SignForm agreement={agreement} meeting={meeting} name={own.name} />}
      {own?.signedAt && <p className="small muted">{t('agreement.waiting')}</p>}
    </>
  );
}

/** Names the exact document: version and hash go with the signature. */
function SignForm({ agreement, meeting, name }: { agreement: Agreement; meeting: Meeting; name: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const [signature, setSignature] = useState('');
  const sign = useMutation({
    mutationFn: () =>
      api<Agreement>('POST', `/agreements/${agreement.id}/sign`, {
        body: { version: agreement.version, documentSha256: agreement.documentSha256, signature },
        idempotencyKey: key,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['agreements', meeting.id] }),
  });
  return (
    <form className={styles.actions} onSubmit={(event) => { event.preventDefault(); sign.mutate(); }}>
      <Field label={t('agreement.signature')} error={sign.error ? errorText(sign.error, t('errors.network')) : undefined}>
        <input required minLength={2} maxLength={60} autoComplete="off" placeholder={name} value={signature} onChange={(event) => setSignature(event.target.value)} />
      </Field>
      <Button type="submit" look="primary" disabled={sign.isPending}>{t('agreement.sign')}</Button>
    </form>
  );
}
