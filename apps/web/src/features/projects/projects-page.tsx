import { useInfiniteQuery } from '@tanstack/react-query';
import { cityLabels, fieldLabels, type ProjectCard } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../lib/api/api.ts';
import { filtersFor, useFilterParams } from '../../lib/filter-params.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Filters } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { TrackBadge } from '../../ui/badges.tsx';
import { Empty, Failure, Skeleton } from '../../ui/feedback/states.tsx';
import styles from './projects.module.css';

export default function ProjectsPage() {
  const { t } = useTranslation(['projects', 'common']);
  const { params, set } = useFilterParams();
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: queryKeys.projects(params.toString()),
    queryFn: ({ pageParam, signal }) => {
      const filters = filtersFor('/projects', params, ['q', 'track', 'field', 'city']);
      return get('/projects', { query: { ...filters, cursor: pageParam }, signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('common:projects')} frame="list">
      <div className={styles.head}>
        <h1>{t('common:projects')}</h1>
        <search className={styles.search}>
          <Field label={t('common:searchProjects')}>
            <input
              type="search"
              maxLength={100}
              defaultValue={params.get('q') ?? ''}
              onChange={(event) => set('q', event.target.value)}
            />
          </Field>
          <Filters params={params} set={set} />
        </search>
        {data && (
          <p className="muted" role="status">
            {t('count', { count: data.pages[0]?.total ?? 0 })}
          </p>
        )}
      </div>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={480} />}
      {data && items.length === 0 && <Empty>{t('empty')}</Empty>}
      <div className={styles.list}>
        {items.map((project) => (
          <ProjectTile key={project.id} project={project} />
        ))}
      </div>
      {hasNextPage && (
        <div>
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('common:more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function ProjectTile({ project }: { project: ProjectCard }) {
  const { pick, label } = useFormats();
  return (
    <Link to={`/projects/${project.id}`} className={styles.card}>
      <strong>{pick(project.titleZh, project.titleEn)}</strong>
      <span className={styles.meta}>
        <TrackBadge track={project.track} />
        <span>{label(fieldLabels[project.field])}</span>
        <span>{label(cityLabels[project.city])}</span>
      </span>
      <span className="small muted">{pick(project.organisation.nameZh, project.organisation.nameEn)}</span>
    </Link>
  );
}
