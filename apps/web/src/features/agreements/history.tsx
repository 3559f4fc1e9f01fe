import { useQuery } from '@tanstack/react-query';
import type { Agreement, AgreementVersion } from '@everexpo/contracts';
import { diffClauses, type Content } from '@everexpo/clauses';
import { agreementStateLabels } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { cardClass } from '../../ui/page.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './agreements.module.css';

/** How an agreement came to be: differences between versions, its steps, the evidence of its signatures. */
export function History({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('agreements');
  const { label, dayAndTime, zone } = useFormats();
  const { data } = useQuery({
    queryKey: queryKeys.agreement(agreement.id, 'history', agreement.version, agreement.state),
    queryFn: ({ signal }) => get('/agreements/{id}/history', { path: { id: agreement.id }, signal }),
  });
  if (!data) return null;
  const at = (instant: string) => `${dayAndTime(instant, agreement.timeZone)} ${zone(instant, agreement.timeZone)}`;
  return (
    <>
      {data.versions.length > 1 && <Versions versions={data.versions} agreement={agreement} />}
      {data.evidence.length > 0 && (
        <section className={cardClass}>
          <h2>{t('evidence')}</h2>
          <ul className={styles.steps}>
            {data.evidence.map((one) => (
              <li key={`${one.position} ${one.at}`}>
                <strong>
                  {one.organisation} {one.name}
                </strong>{' '}
                <time className="small muted figures" dateTime={one.at}>
                  {at(one.at)}
                </time>
                <p className="small">
                  {t('method')} · {one.address} · v{one.version}
                </p>
                <p className={styles.hash}>{one.documentSha256}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={cardClass}>
        <h2>{t('steps')}</h2>
        <ol className={styles.steps}>
          {data.steps.map((step) => (
            <li key={step.at}>
              <span>
                {t(`moves.${step.action}`)} → {label(agreementStateLabels[step.to])}
              </span>{' '}
              <span className="small muted">
                {step.by ?? t('system')} ·{' '}
                <time className="figures" dateTime={step.at}>
                  {at(step.at)}
                </time>
              </span>
              {step.reason && <p className="small">{step.reason}</p>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Versions({ versions, agreement }: { versions: AgreementVersion[]; agreement: Agreement }) {
  const { t } = useTranslation('agreements');
  const { zh } = useFormats();
  const [from, setFrom] = useState(versions.length - 2);
  const last = versions.at(-1) as AgreementVersion;
  const contentOf = ({ terms, parties }: AgreementVersion): Content => ({
    ...terms,
    parties,
    amends: agreement.replaces,
  });
  const diff = diffClauses(contentOf(versions[from] ?? last), contentOf(last), zh ? 'zh' : 'en').filter(
    ({ change }) => change !== 'same',
  );
  return (
    <section className={cardClass}>
      <h2>{t('changes')}</h2>
      <Field label={t('since')}>
        <select value={from} onChange={(event) => setFrom(Number(event.target.value))}>
          {versions.slice(0, -1).map(({ version, by }, index) => (
            <option key={version} value={index}>
              {t('version', { n: version })} · {by}
            </option>
          ))}
        </select>
      </Field>
      {diff.length === 0 && <p className="muted">{t('noChanges')}</p>}
      <ul className={styles.steps}>
        {diff.map((clause) => (
          <li key={clause.key}>
            <strong>{clause.title}</strong>
            <p className={styles.diff}>
              {clause.parts.map((part, index) =>
                part.change === 'added' ? (
                  <ins key={index}>{part.text}</ins>
                ) : part.change === 'removed' ? (
                  <del key={index}>{part.text}</del>
                ) : (
                  <span key={index}>{part.text}</span>
                ),
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
