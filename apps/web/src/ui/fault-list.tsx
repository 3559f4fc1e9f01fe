import type { TableFault } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../lib/format.ts';

const SHOWN = 10;

/** The first faults of a table that was read, and how many more the file of its bad rows tells of. */
export function FaultList({ faults, className }: { faults: TableFault[]; className?: string }) {
  const { t } = useTranslation();
  const { pick } = useFormats();
  const more = faults.length - SHOWN;
  return (
    <ul className={className}>
      {faults.slice(0, SHOWN).map(({ row, column, columnEn, detail, detailZh }) => (
        <li key={`${row} ${column}`} className="small">
          {t('rowError', { row, column: pick(column, columnEn), rule: pick(detailZh, detail) })}
        </li>
      ))}
      {more > 0 && <li className="small">{t('moreRowErrors', { count: more })}</li>}
    </ul>
  );
}
