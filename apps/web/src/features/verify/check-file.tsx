import type { Verification } from '@everexpo/contracts';
import { sha256Hex } from '@everexpo/ledger';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError, get } from '../../lib/api/api.ts';
import { cardClass } from '../../ui/page.tsx';
import { FileInput } from '../../ui/files/file-input.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/feedback/states.tsx';
import styles from './verify.module.css';

interface Verdict {
  /** The registered agreement whose document this is, or null. */
  number: string | null;
  /** Whether it is the sealed document, or the signed one that the sealed one begins with. */
  sealed: boolean;
}

/**
 * Compares a file with what is registered. The file stays on this device: only its digest is asked for, which says
 * nothing to whoever does not have the file.
 */
export function CheckFile({ expected }: { expected: Verification | undefined }) {
  const { t } = useTranslation('verify');
  const [verdict, setVerdict] = useState<Verdict | 'failed' | null>(null);
  const [file, setFile] = useState<File | null>(null);
  async function check(chosen: File | null): Promise<void> {
    setFile(chosen);
    setVerdict(null);
    if (!chosen) return;
    const hash = await sha256Hex(new Uint8Array(await chosen.arrayBuffer()));
    setVerdict(
      expected && isOf(expected, hash)
        ? { number: expected.slip.number, sealed: expected.entry.document === hash }
        : await find(hash),
    );
  }
  return (
    <section className={`${cardClass} ${styles.drop}`}>
      <Field label={t('document')} hint={t('documentHint')}>
        <FileInput file={file} choose={(chosen) => void check(chosen)} />
      </Field>
      <div role="status">{verdict !== null && <Result verdict={verdict} expected={expected} />}</div>
    </section>
  );
}

function Result({ verdict, expected }: { verdict: Verdict | 'failed'; expected: Verification | undefined }) {
  const { t } = useTranslation(['verify', 'common']);
  if (verdict === 'failed') return <Notice>{t('common:errors.network')}</Notice>;
  if (verdict.number === null)
    return (
      <div className={styles.wrong}>
        <strong>{expected ? t('differs') : t('unknownFile')}</strong>
        <p>{t('differsHint')}</p>
      </div>
    );
  if (expected && verdict.number !== expected.slip.number)
    return (
      <div className={styles.wrong}>
        <strong>{t('otherNumber')}</strong> <Link to={`/verify/${verdict.number}`}>{verdict.number}</Link>
      </div>
    );
  return (
    <Notice gold>
      <strong>{verdict.sealed ? t('matches') : t('matchesSigned')}</strong>
      {!expected && <Link to={`/verify/${verdict.number}`}>{verdict.number}</Link>}
    </Notice>
  );
}

const isOf = ({ entry }: Verification, hash: string) =>
  entry.document === hash || (entry.v === 2 && entry.signed === hash);

async function find(hash: string): Promise<Verdict | 'failed'> {
  try {
    const found = await get('/verify/documents/{sha256}', { path: { sha256: hash } });
    return { number: found.slip.number, sealed: found.entry.document === hash };
  } catch (error) {
    return error instanceof ApiError && error.status === 404 ? { number: null, sealed: false } : 'failed';
  }
}
