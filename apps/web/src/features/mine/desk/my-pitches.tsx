import { useQuery } from '@tanstack/react-query';
import type { MyPitch } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useRole } from '../../../lib/account/me.ts';
import { useFormats } from '../../../lib/format.ts';
import { useServerNow } from '../../../lib/time/clock.ts';
import { dayIn } from '../../../lib/time/day-in.ts';
import { timeLeft } from '../../../lib/time/time-left.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/feedback/states.tsx';
import { DeckUpload } from '../../selection/index.ts';
import styles from './desk.module.css';

const LOOK_AGAIN_MS = 60_000;
const SECOND_MS = 1_000;

/** When and where one pitches next and what is still missing for it, then one's other pitches. */
export function MyPitches() {
  const { t } = useTranslation('mine');
  const owner = useRole('owner');
  const { data, isPending } = useQuery({
    queryKey: queryKeys.myPitches(),
    queryFn: ({ signal }) => get('/my-pitches', { signal }),
    enabled: owner,
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (owner && isPending) return <Skeleton height={280} />;
  const pitches = data?.items ?? [];
  if (pitches.length === 0) return null;
  const next = pitches.find(({ begun, session }) => !begun && !session.over);
  return (
    <section className={styles.section} aria-labelledby="my-pitches">
      <h2 id="my-pitches">{t('pitches')}</h2>
      {next && <NextPitch pitch={next} />}
      <ul className={styles.rows}>
        {pitches
          .filter((pitch) => pitch !== next)
          .map((pitch) => (
            <li key={pitch.id}>
              <OtherPitch pitch={pitch} />
            </li>
          ))}
      </ul>
    </section>
  );
}

function NextPitch({ pitch }: { pitch: MyPitch }) {
  const { t } = useTranslation(['mine', 'common']);
  const { pick, time, day, zone } = useFormats();
  const now = useServerNow(SECOND_MS);
  const { project, session, room, timeZone, pitchAt } = pitch;
  const on = dayIn(timeZone, pitchAt);
  const { days, clock } = timeLeft(Date.parse(pitchAt) - now);
  const isLate = Date.parse(pitchAt) <= now;
  return (
    <article className={`${cardClass} ${styles.next}`}>
      <div className={styles.when}>
        <p className={styles.at}>
          {on === dayIn(timeZone, new Date(now)) ? t('today') : day(on)}{' '}
          <time dateTime={pitchAt}>{time(pitchAt, timeZone)}</time>{' '}
          <span className="small muted">{zone(pitchAt, timeZone)}</span>
        </p>
        <p role="timer" className={styles.left}>
          {isLate ? t('anyMoment') : `${t('in')} ${days > 0 ? `${t('common:days', { count: days })} ` : ''}${clock}`}
        </p>
      </div>
      <h3>{pick(project.titleZh, project.titleEn)}</h3>
      <p className="muted">
        {pick(room.nameZh, room.nameEn)} · {pick(session.titleZh, session.titleEn)} ·{' '}
        {t('place', { n: pitch.position })} · {t('common:minutes', { n: pitch.minutes })}
      </p>
      <div className={styles.actions}>
        <ButtonLink variant="primary" to={`/sessions/${session.id}`}>
          {t('greenRoom')}
        </ButtonLink>
        <ButtonLink to="/check">{t('common:deviceCheck')}</ButtonLink>
      </div>
      {!project.hasDeck && (
        <div className={styles.missing}>
          <p>{t('noDeck')}</p>
          <DeckUpload projectId={project.id} label={t('addDeck')} />
        </div>
      )}
    </article>
  );
}

function OtherPitch({ pitch: { project, session, begun, pitchAt, timeZone } }: { pitch: MyPitch }) {
  const { t } = useTranslation(['mine', 'common']);
  const { pick, dayAndTime } = useFormats();
  const isOver = begun || session.over;
  return (
    <Link to={session.state === 'ended' ? `/sessions/${session.id}/replay` : `/sessions/${session.id}`}>
      <strong>{pick(project.titleZh, project.titleEn)}</strong>
      <span className="small muted">
        <time dateTime={pitchAt}>{dayAndTime(pitchAt, timeZone)}</time>
        {isOver && ` · ${t(begun ? 'pitched' : 'notPitched')}`}
        {session.state === 'ended' && ` · ${t('common:replay')}`}
      </span>
    </Link>
  );
}
