import { useQuery } from '@tanstack/react-query';
import { agreementKindLabels, agreementStateLabels, type Verification } from '@everexpo/contracts';
import { checkpointError, entryHolds, verifyInclusion } from '@everexpo/ledger';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ApiError, get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { cardClass, Page } from '../../ui/page.tsx';
import { Empty, Failure, Notice, Skeleton } from '../../ui/feedback/states.tsx';
import { CheckFile } from './check-file.tsx';
import styles from './verify.module.css';

/** Where a certificate's QR code leads, and where a document is dropped: all is checked on the reader's own device. */
export default function VerifyPage() {
  const { t } = useTranslation('verify');
  const { number } = useParams();
  const { data, error } = useQuery({
    queryKey: queryKeys.verify(number),
    queryFn: ({ signal }) => get('/verify/{number}', { path: { number: number ?? '' }, signal }),
    enabled: number !== undefined,
  });
  return (
    <Page title={t('title')} frame="reading">
      <div>
        <h1>{t('title')}</h1>
        {!number && <p className="muted">{t('lead')}</p>}
      </div>
      {error instanceof ApiError && error.status < 500 ? (
        <Empty>{t('none')}</Empty>
      ) : (
        error && <Failure error={error} />
      )}
      {number && !data && !error && <Skeleton height={360} />}
      {data && <Shown verification={data} />}
      <CheckFile expected={data} />
    </Page>
  );
}

function Shown({ verification }: { verification: Verification }) {
  const { slip, entry, edition, source, state, replaces, replacedBy } = verification;
  const { t } = useTranslation(['verify', 'common']);
  const { label, exactAmount, dayAndTime, pick, zone } = useFormats();
  const { data: holds } = useQuery({
    queryKey: queryKeys.entryHolds(entry.hash, entry.content),
    queryFn: () => entryHolds(entry),
  });
  return (
    <>
      <div role="status">
        <Notice gold={holds}>
          <strong>{holds === undefined ? t('checking') : holds ? t('holds') : t('broken')}</strong>
        </Notice>
      </div>
      {state !== 'registered' && (
        <div className={styles.state}>
          <strong>{label(agreementStateLabels[state])}</strong>
          {replacedBy && (
            <span>
              {' '}
              {t('replacedBy')} <Link to={`/verify/${replacedBy}`}>{replacedBy}</Link>
            </span>
          )}
        </div>
      )}
      <article className={`${cardClass} ${styles.paper}`}>
        <span className={styles.number}>{slip.number}</span>
        <h2>{slip.title}</h2>
        <p className="muted">
          {label(agreementKindLabels[slip.kind])} · {pick(edition.nameZh, edition.nameEn)}
        </p>
        <dl className={styles.facts}>
          <div>
            <dt>{t('parties')}</dt>
            <dd>{slip.parties?.map((party) => <p key={party}>{party}</p>) ?? t('common:undisclosed')}</dd>
          </div>
          <div>
            <dt>{t('amount')}</dt>
            <dd className="figures">
              {slip.amountFen === null ? t('common:undisclosed') : exactAmount(slip.amountFen)}
            </dd>
          </div>
          <div>
            <dt>{t('registeredAt')}</dt>
            <dd>
              <time dateTime={slip.registeredAt}>
                {slip.registeredAt.slice(0, 4)} {dayAndTime(slip.registeredAt, edition.timeZone)}{' '}
                {zone(slip.registeredAt, edition.timeZone)}
              </time>
            </dd>
          </div>
          <div>
            <dt>{t('source')}</dt>
            <dd>{t(`sources.${source}`)}</dd>
          </div>
          {replaces && (
            <div>
              <dt>{t('replaces')}</dt>
              <dd>
                <Link to={`/verify/${replaces}`}>{replaces}</Link>
              </dd>
            </div>
          )}
        </dl>
        <dl className={styles.hashes}>
          <div>
            <dt>{t('hash')}</dt>
            <dd>{entry.hash}</dd>
          </div>
          <div>
            <dt>{t('prev')}</dt>
            <dd>{entry.prev}</dd>
          </div>
          <div>
            <dt>{t('common:documentHash')}</dt>
            <dd>{entry.document}</dd>
          </div>
          <Inclusion number={slip.number} hash={entry.hash} />
        </dl>
      </article>
    </>
  );
}

/** That the entry is in the tree which the ledger's signing key has signed: computed here, from the proof alone. */
function Inclusion({ number, hash }: { number: string; hash: string }) {
  const { t } = useTranslation('verify');
  const { data } = useQuery({
    queryKey: queryKeys.entryProof(number, hash),
    queryFn: async ({ signal }) => {
      const { index, path, checkpoint } = await get('/verify/{number}/proof', { path: { number }, signal });
      const included = await verifyInclusion({
        data: hash,
        index,
        size: checkpoint.size,
        proof: path,
        root: checkpoint.root,
      });
      return { checkpoint, holds: included && (await checkpointError(checkpoint)) === null };
    },
    retry: false,
  });
  if (!data) return null;
  return (
    <div>
      <dt>{t('checkpoint')}</dt>
      <dd>
        {data.holds ? t('included', { count: data.checkpoint.size, key: data.checkpoint.key }) : t('notIncluded')}
      </dd>
    </div>
  );
}
