import { useQuery } from '@tanstack/react-query';
import type { AttendanceReport, SessionDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useRole } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { cardClass } from '../../ui/page.tsx';
import { useSession } from './feed/session-feed.tsx';
import styles from './attendance-card.module.css';

const [WIDTH, HEIGHT] = [600, 80];

/** How the session was watched: for its organizers, and for who presented in it the sums of their own pitches. */
export function AttendanceCard({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('session');
  const { pick } = useFormats();
  const { stage } = useSession();
  const organizer = useRole('organizer');
  const owner = useRole('owner');
  const { data } = useQuery({
    queryKey: queryKeys.attendance(session.id, stage.currentPitchId, stage.state),
    queryFn: ({ signal }) => get('/sessions/{id}/attendance', { path: { id: session.id }, signal }),
    enabled: (organizer || owner) && stage.state !== 'scheduled',
    refetchInterval: stage.state === 'live' ? 30_000 : false,
  });
  // An owner who does not present here is told that there is nothing for them.
  if (!data || data.pitches.length === 0) return null;
  return (
    <section className={`${cardClass} ${styles.attendance}`} aria-label={t('attendance.title')}>
      <h2>{t('attendance.title')}</h2>
      <p className="small muted">{t('attendance.source')}</p>
      <Curve report={data} />
      <ul>
        {data.pitches.map((pitch) => {
          const project = session.runningOrder.find(({ id }) => id === pitch.pitchId)?.project;
          return (
            <li key={pitch.pitchId}>
              <span>{project ? pick(project.titleZh, project.titleEn) : pitch.position}</span>
              <span className="figures small">
                {t('attendance.viewed', { count: pitch.viewers })} ·{' '}
                {t('attendance.watched', { count: pitch.watchedMinutes })} ·{' '}
                {t('attendance.reactions', { count: pitch.reactions })}
              </span>
            </li>
          );
        })}
      </ul>
      {organizer && <Viewers sessionId={session.id} />}
    </section>
  );
}

function Curve({ report: { curve, peak } }: { report: AttendanceReport }) {
  const { t } = useTranslation('session');
  const points = curve.map(({ watching }, at) => {
    const x = (at / Math.max(1, curve.length - 1)) * WIDTH;
    const y = HEIGHT - (watching / Math.max(1, peak)) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={styles.curve} aria-hidden="true">
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption className="small">{t('attendance.peak', { n: peak, count: curve.length })}</figcaption>
    </figure>
  );
}

function Viewers({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation(['session', 'common']);
  const { pick } = useFormats();
  const { data } = useQuery({
    queryKey: queryKeys.viewers(sessionId),
    queryFn: ({ signal }) =>
      get('/sessions/{id}/attendance/viewers', { path: { id: sessionId }, query: { limit: 20 }, signal }),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <details>
      <summary>{t('attendance.viewers')}</summary>
      <ul>
        {data.items.map((viewer) => (
          <li key={viewer.personId ?? 'guests'}>
            <span>{viewer.name === null ? t('attendance.guests') : pick(viewer.name, viewer.nameEn ?? '')}</span>
            <span className="figures small">{t('common:minutes', { n: viewer.minutes })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
