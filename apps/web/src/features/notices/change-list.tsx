import type { SessionDiff } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../lib/format.ts';
import styles from './notices.module.css';

/** What changed, session by session: where it was and where it is. */
export function ChangeList({ changes, timeZone }: { changes: SessionDiff[]; timeZone: string }) {
  const { t } = useTranslation('notices');
  const { pick, dayAndTime } = useFormats();
  const place = (at: SessionDiff['before']) =>
    at ? `${dayAndTime(at.startsAt, timeZone)} ${pick(at.roomZh, at.roomEn)}` : '';
  if (changes.length === 0) return <p className="small muted">{t('nothing')}</p>;
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={change.sessionId}>
          <span className={styles.kind}>{t(`change.${change.change}`)}</span>{' '}
          <Link to={`/sessions/${change.sessionId}`}>
            {change.code} {pick(change.titleZh, change.titleEn)}
          </Link>
          <span className="small muted figures">
            {change.change === 'moved'
              ? `${place(change.before)} → ${place(change.after)}`
              : place(change.after ?? change.before)}
          </span>
        </li>
      ))}
    </ul>
  );
}
