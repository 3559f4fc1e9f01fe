import { useQuery } from '@tanstack/react-query';
import type { Replay, SessionDetail, Stage } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useRole } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Page } from '../../ui/page.tsx';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { DeckPage, SessionShown, useSession, sessionLayout as layout } from '../session/index.ts';
import { TimesIn } from '../../ui/times-in.tsx';
import { CaptionDesk } from './caption-desk.tsx';
import { Downloads } from './downloads.tsx';
import { ReplayPlayer } from './player/replay-player.tsx';
import { ReplaySide } from './replay-side.tsx';
import { usePlayer } from './player/use-player.ts';
import { useReplaySource } from './player/use-replay-source.ts';

/** A session seen again: the picture, and beside it chapters, pages, questions and chat in step with it. */
export default function ReplayPage() {
  const { t } = useTranslation('common');
  const { id = '' } = useParams();
  const session = useQuery({
    queryKey: queryKeys.session(id),
    queryFn: ({ signal }) => get('/sessions/{id}', { path: { id }, signal }),
  });
  const stage = useQuery({
    queryKey: queryKeys.stage(id),
    queryFn: ({ signal }) => get('/sessions/{id}/stage', { path: { id }, signal }),
  });
  const replay = useQuery({
    queryKey: queryKeys.replay(id),
    queryFn: ({ signal }) => get('/sessions/{id}/replay', { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.files.some((file) => file.state === 'waiting') ? 3_000 : false),
  });
  const lost = [session, stage, replay].find(({ error, data }) => isLost(error, data));
  if (lost?.error) {
    return (
      <Page title={t('replay')} frame="list">
        <h1>{t('replay')}</h1>
        <Failure error={lost.error} />
      </Page>
    );
  }
  if (!session.data || !stage.data || !replay.data)
    return (
      <Page title={t('replay')} frame="list">
        <Skeleton height={520} />
      </Page>
    );
  return <Shown key={id} session={session.data} stage={stage.data} replay={replay.data} />;
}

function Shown({ session, stage, replay }: { session: SessionDetail; stage: Stage; replay: Replay }) {
  const { t } = useTranslation(['replay', 'common']);
  const { pick, dayAndTime } = useFormats();
  const organizer = useRole('organizer');
  const player = usePlayer(replay);
  const source = useReplaySource(stage, player.instant);
  const title = pick(session.titleZh, session.titleEn);
  return (
    <Page title={`${t('common:replay')} · ${title}`} frame="list">
      <SessionShown source={source}>
        <div className={layout.layout}>
          <div className={layout.main}>
            <div className={layout.titles}>
              <h1>{title}</h1>
              <span className={layout.meta}>
                <strong>{t('common:replay')}</strong>
                <time dateTime={session.startsAt}>{dayAndTime(session.startsAt, session.timeZone)}</time>
                <TimesIn timeZone={session.timeZone} />
                <Link to={`/sessions/${session.id}`}>{t('sessionPage')}</Link>
                {!replay.open && <span>{t('closed')}</span>}
              </span>
            </div>
            <ReplayPlayer replay={replay} player={player} />
            <ShownDeck />
            <Downloads replay={replay} />
            {organizer && <CaptionDesk replay={replay} />}
          </div>
          <ReplaySide replay={replay} player={player} />
        </div>
      </SessionShown>
    </Page>
  );
}

function ShownDeck() {
  const { stage } = useSession();
  return stage.deck && <DeckPage deck={stage.deck} />;
}
