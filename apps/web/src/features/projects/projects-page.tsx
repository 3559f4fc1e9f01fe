import { useTranslation } from 'react-i18next';
import { useFilterParams } from '../../lib/filter-params.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { useFavourites } from './favourites/use-favourites.ts';
import { NothingFound } from './list/nothing-found.tsx';
import { ProjectFilters } from './list/project-filters.tsx';
import { ProjectTile } from './list/project-tile.tsx';
import { useProjectPages } from './list/use-project-pages.ts';
import styles from './projects.module.css';

export default function ProjectsPage() {
  const { t } = useTranslation(['projects', 'common']);
  const { params, set, setParams } = useFilterParams();
  const { ids } = useFavourites();
  const list = useProjectPages(params, ids);
  return (
    <Page title={t('common:projects')} frame="list">
      <div className={styles.head}>
        <h1>{t('common:projects')}</h1>
        <ProjectFilters params={params} set={set} favourites={ids.length} />
        <p className="muted" role="status">
          {list.total === undefined ? '\u00a0' : t('count', { count: list.total })}
        </p>
      </div>
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      {!list.items && !list.error && <Skeleton height={480} />}
      {list.hasNone && <Empty>{t('noFavourites')}</Empty>}
      {list.items?.length === 0 && !list.hasNone && <NothingFound params={params} setParams={setParams} />}
      <ul className={styles.list}>
        {list.items?.map((project) => (
          <ProjectTile key={project.id} project={project} timeZone={list.timeZone} />
        ))}
      </ul>
      {list.hasNextPage && !list.hasNone && (
        <div>
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:more')}
          </Button>
        </div>
      )}
    </Page>
  );
}
