import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Home } from '@everexpo/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { useWatch } from '../../lib/realtime/watch.ts';
import { Page } from '../../ui/page.tsx';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { Hero } from './hero/hero.tsx';
import { ComingUp } from './sections/coming-up.tsx';
import { Figures } from './sections/figures.tsx';
import { NewestAgreements } from './sections/newest-agreements.tsx';
import { NewestReplays, useNewestReplays } from './sections/newest-replays.tsx';
import { OnNow } from './sections/on-now.tsx';
import { ProjectsByField } from './sections/projects-by-field.tsx';

const EVERY_MS = 30_000;
/** While a page of a deck is shown as it is turned. */
const LIVE_EVERY_MS = 8_000;

/** The front page of the current edition, before, while and after it runs. */
export default function HomePage() {
  const { t } = useTranslation(['home', 'common']);
  const { pick } = useFormats();
  const queries = useQueryClient();
  const {
    data: home,
    error,
    refetch,
  } = useQuery({
    queryKey: queryKeys.home(),
    queryFn: ({ signal }) => get('/home', { signal }),
    refetchInterval: ({ state }) => (state.data?.live.some(({ now }) => now?.deck) ? LIVE_EVERY_MS : EVERY_MS),
  });
  const replays = useNewestReplays();
  // Drawn together, so that nothing moves what is already there.
  const drawn = replays.isPending && replays.failureCount === 0 ? undefined : home;
  useWatch('edition', home?.edition.id, { refetch: [queryKeys.home()] });
  const renew = useCallback(() => void queries.invalidateQueries({ queryKey: queryKeys.home() }), [queries]);
  useServerEvent('programme:changed', renew);
  useServerEvent('wall:registered', renew);

  return (
    <Page title={home ? pick(home.edition.nameZh, home.edition.nameEn) : t('common:brand')} frame="list">
      <Hero home={home} />
      {error && !home && <Failure error={error} retry={() => void refetch()} />}
      {!drawn && !error && <Skeleton height={1600} />}
      {drawn && (drawn.phase === 'after' ? <Afterwards home={drawn} /> : <Ahead home={drawn} />)}
    </Page>
  );
}

function Ahead({ home }: { home: Home }) {
  return (
    <>
      <OnNow live={home.live} />
      <ComingUp home={home} />
      <Figures figures={home.figures} />
      <ProjectsByField home={home} />
      <NewestAgreements slips={home.newest} />
      <NewestReplays />
    </>
  );
}

function Afterwards({ home }: { home: Home }) {
  return (
    <>
      <Figures figures={home.figures} />
      <NewestAgreements slips={home.newest} />
      <NewestReplays />
      <ProjectsByField home={home} />
    </>
  );
}
