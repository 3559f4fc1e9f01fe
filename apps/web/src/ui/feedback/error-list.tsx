import type { RowError } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';

const SHOWN = 10;

/** The first errors of a table that was read, and how many more the file of its bad rows tells of. */
export function ErrorList({ errors, className }: { errors: RowError[]; className?: string }) {
  const { t } = useTranslation();
  const { pick } = useFormats();
  const more = errors.length - SHOWN;
  return (
    <ul className={className}>
      {errors.slice(0, SHOWN).map(({ row, column, columnEn, detail, detailZh }) => (
        <li key={`${row} ${column}`} className="small">
          {t('rowError', { row, column: pick(column, columnEn), rule: pick(detailZh, detail) })}
        </li>
      ))}
      {more > 0 && <li className="small">{t('moreRowErrors', { count: more })}</li>}
    </ul>
  );
}
