import { agreementKindLabels, agreementStateLabels, type Agreement } from '@everexpo/contracts';
import { partyMark } from '@everexpo/clauses';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import { AgreementActions } from './actions/agreement-actions.tsx';
import { Clauses, DraftForm } from './terms/draft-form.tsx';
import styles from './agreements.module.css';

/** An agreement as paper: its terms, the parties' seals filling in, gold only when registered. */
export function AgreementPaper({
  agreement,
  meId,
  whole = false,
}: {
  agreement: Agreement;
  meId: string;
  whole?: boolean;
}) {
  const { t } = useTranslation(['agreements', 'common']);
  const { label, exactAmount, zh, dayAndTime, zone } = useFormats();
  const [revising, setRevising] = useState(false);
  const language = zh ? 'zh' : 'en';
  const { timeZone, signBy } = agreement;
  if (revising) return <DraftForm agreement={agreement} close={() => setRevising(false)} />;
  return (
    <article className={`${styles.paper} ${agreement.number ? styles.registered : ''}`}>
      <div className={styles.top}>
        <span>{label(agreementKindLabels[agreement.kind])}</span>
        <span>
          {label(agreementStateLabels[agreement.state])} · {t('version', { n: agreement.version })}
        </span>
      </div>
      {agreement.number && <span className={styles.number}>{agreement.number}</span>}
      <h3>{agreement.title}</h3>
      {agreement.replaces && <p className="small muted">{t('replaces', { number: agreement.replaces })}</p>}
      {agreement.replacedBy && <p className={styles.asked}>{t('replacedBy', { number: agreement.replacedBy })}</p>}
      <dl className={styles.facts}>
        <div>
          <dt>{t('amount')}</dt>
          <dd className="figures">{exactAmount(agreement.amountFen)}</dd>
        </div>
        <div>
          <dt>{t('term')}</dt>
          <dd>{t('months', { count: agreement.termMonths })}</dd>
        </div>
        {signBy && (
          <div>
            <dt>{t('signBy')}</dt>
            <dd className="figures">
              {dayAndTime(signBy, timeZone)} {zone(signBy, timeZone)}
            </dd>
          </div>
        )}
      </dl>
      {whole ? (
        <Clauses content={{ ...agreement, amends: agreement.replaces }} language={language} />
      ) : (
        <p className={styles.terms}>{agreement.terms}</p>
      )}
      <ul className={styles.seals}>
        {agreement.parties.map((party, index) => (
          <li key={party.position} className={styles.seal}>
            <span className={styles.mark} data-signed={party.signedAt !== null} aria-hidden="true">
              {party.signedAt && '✓'}
            </span>
            <span>
              {partyMark(index, language)} {party.organisation} {party.name !== party.organisation && party.name}
              <span className="small muted">
                {' '}
                ·{' '}
                {party.signedAt
                  ? `${t('signed')} ${dayAndTime(party.signedAt, timeZone)} ${zone(party.signedAt, timeZone)}`
                  : agreement.source === 'paper'
                    ? t('signedOnPaper')
                    : party.approved
                      ? t('approved')
                      : t('notSigned')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {agreement.documentSha256 && (
        <p className={styles.hash}>
          {t('common:documentHash')} {agreement.documentSha256}
        </p>
      )}
      <AgreementActions agreement={agreement} meId={meId} revise={() => setRevising(true)} />
    </article>
  );
}
