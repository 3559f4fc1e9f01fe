import { useQuery } from '@tanstack/react-query';
import { agreementKindLabels, type EntryProof, type Verification } from '@everexpo/contracts';
import { checkpointError, entryHolds, sha256Hex, verifyInclusion } from '@everexpo/ledger';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiError, get } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { Empty, Failure, Notice, Skeleton } from '../../ui/states.tsx';
import styles from './verify.module.css';

/** Where a certificate's QR code leads: the entry is checked on the reader's own device. */
export default function VerifyPage() {
  const { t } = useTranslation();
  const { number = '' } = useParams();
  const { data, error } = useQuery({ queryKey: ['verify', number], queryFn: ({ signal }) => get<Verification>(`/verify/${encodeURIComponent(number)}`, signal) });
  return (
    <Page title={t('verify.title')} width="narrow">
      <h1>{t('verify.title')}</h1>
      {error instanceof ApiError && error.status < 500 ? <Empty>{t('verify.none')}</Empty> : error && <Failure error={error} />}
      {!data && !error && <Skeleton height={360} />}
      {data && <Shown verification={data} />}
    </Page>
  );
}

function Shown({ verification: { slip, entry, edition, source } }: { verification: Verification }) {
  const { t } = useTranslation();
  const { label, exactAmount, dayAndTime, pick, zone } = useFormats();
  const { data: holds } = useQuery({ queryKey: ['entry-holds', entry.hash, entry.content], queryFn: () => entryHolds(entry) });
  return (
    <>
      <div role="status">
        <Notice gold={holds}><strong>{holds === undefined ? t('verify.checking') : holds ? t('verify.holds') : t('verify.broken')}</strong></Notice>
      </div>
      <article className={`${cardClass} ${styles.paper}`}>
        <span className={styles.number}>{slip.number}</span>
        <h2>{slip.title}</h2>
        <p className="muted">{label(agreementKindLabels[slip.kind])} · {pick(edition.nameZh, edition.nameEn)}</p>
        <dl className={styles.facts}>
          <div><dt>{t('verify.parties')}</dt><dd>{slip.parties.map((party) => <p key={party}>{party}</p>)}</dd></div>
          <div><dt>{t('agreement.amount')}</dt><dd className="figures">{slip.amountFen === null ? t('common.undisclosed') : exactAmount(slip.amountFen)}</dd></div>
          <div><dt>{t('verify.registeredAt')}</dt><dd><time dateTime={slip.registeredAt}>{dayAndTime(slip.registeredAt, edition.timeZone)} {zone(slip.registeredAt, edition.timeZone)}</time></dd></div>
          <div><dt>{t('verify.source')}</dt><dd>{t(`verify.sources.${source}`)}</dd></div>
        </dl>
        <dl className={styles.hashes}>
          <div><dt>{t('verify.hash')}</dt><dd>{entry.hash}</dd></div>
          <div><dt>{t('verify.prev')}</dt><dd>{entry.prev}</dd></div>
          <div><dt>{t('agreement.hash')}</dt><dd>{entry.document}</dd></div>
          <Inclusion number={slip.number} hash={entry.hash} />
        </dl>
      </article>
      <CheckFile expected={entry.document} />
    </>
  );
}

/** That the entry is in the tree which the keeper has signed: computed here, from the proof alone. */
function Inclusion({ number, hash }: { number: string; hash: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['entry-proof', number, hash],
    queryFn: async ({ signal }) => {
      const { index, path, checkpoint } = await get<EntryProof>(`/verify/${encodeURIComponent(number)}/proof`, signal);
      const included = await verifyInclusion({ data: hash, index, size: checkpoint.size, proof: path, root: checkpoint.root });
      return { checkpoint, holds: included && (await checkpointError(checkpoint)) === null };
    },
    retry: false,
  });
  if (!data) return null;
  return <div><dt>{t('verify.checkpoint')}</dt><dd>{data.holds ? t('verify.included', { size: data.checkpoint.size, key: data.checkpoint.key }) : t('verify.notIncluded')}</dd></div>;
}

function CheckFile({ expected }: { expected: string }) {
  const { t } = useTranslation();
  const [matches, setMatches] = useState<boolean | null>(null);
  async function check(file: File | undefined): Promise<void> {
    setMatches(file ? (await sha256Hex(new Uint8Array(await file.arrayBuffer()))) === expected : null);
  }
  return (
    <section className={cardClass}>
      <Field label={t('verify.document')} hint={t('verify.documentHint')}>
        <input type="file" onChange={(event) => void check(event.target.files?.[0])} />
      </Field>
      <p role="status">{matches !== null && <strong>{matches ? t('verify.matches') : t('verify.differs')}</strong>}</p>
    </section>
  );
}
