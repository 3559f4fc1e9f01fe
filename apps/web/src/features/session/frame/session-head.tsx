import { fieldLabels, type SessionDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { TrackBadge } from '../../../ui/badges.tsx';
import { Notice } from '../../../ui/feedback/states.tsx';
import { MustSee } from '../../meetings/index.ts';
import styles from './frame.module.css';

/** Which session this is. */
export function SessionFacts({ session }: { session: SessionDetail }) {
  const { pick, label, dayAndTime, time, zone } = useFormats();
  return (
    <span className={styles.facts}>
      <TrackBadge track={session.track} />
      <span>{label(fieldLabels[session.field])}</span>
      <span>{pick(session.room.nameZh, session.room.nameEn)}</span>
      <time dateTime={session.startsAt}>
        {dayAndTime(session.startsAt, session.timeZone)} – {time(session.endsAt, session.timeZone)}{' '}
        {zone(session.startsAt, session.timeZone)}
      </time>
    </span>
  );
}

export function CancelledNotice() {
  const { t } = useTranslation('session');
  return (
    <Notice>
      <strong>{t('cancelled')}</strong>
      <span>{t('otherSessions')}</span>
    </Notice>
  );
}

/** Over the running order, what the head of the page has no room for. */
export function AboutSession({ session, withFacts }: { session: SessionDetail; withFacts: boolean }) {
  return (
    <div className={styles.about}>
      {session.cancelled && <CancelledNotice />}
      {withFacts && <SessionFacts session={session} />}
      <MustSee sessionId={session.id} />
    </div>
  );
}
