import { useQuery } from '@tanstack/react-query';
import { cityLabels, fieldLabels, type ProjectDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Page } from '../../ui/page.tsx';
import { TrackBadge } from '../../ui/badges.tsx';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { InterestButton } from '../negotiation/index.ts';
import { Cover } from './cover/cover.tsx';
import { DeckPreview } from './detail/deck-preview.tsx';
import { NextPitchCard } from './detail/next-pitch-card.tsx';
import { ProjectFacts } from './detail/project-facts.tsx';
import { SimilarProjects } from './detail/similar-projects.tsx';
import { FavouriteButton } from './favourites/favourite-button.tsx';
import styles from './detail/project-page.module.css';

export default function ProjectPage() {
  const { t } = useTranslation('common');
  const { id = '' } = useParams();
  const { data: project, error } = useQuery({
    queryKey: queryKeys.project(id),
    queryFn: ({ signal }) => get('/projects/{id}', { path: { id }, signal }),
  });
  if (isLost(error, project))
    return (
      <Page title={t('projects')} frame="list">
        <Failure error={error} />
      </Page>
    );
  if (!project)
    return (
      <Page title={t('projects')} frame="list">
        <Skeleton height={480} />
      </Page>
    );
  return <Shown project={project} />;
}

function Shown({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  const { pick, label, amount, exactAmount } = useFormats();
  const title = pick(project.titleZh, project.titleEn);
  return (
    <Page title={title} frame="list">
      <div className={styles.head}>
        <div className={styles.cover}>
          <Cover project={project} />
        </div>
        <div className={styles.named}>
          <TrackBadge track={project.track} />
          <div className={styles.title}>
            <h1>{title}</h1>
            {project.amountSoughtFen !== null && (
              <p className={styles.price} title={exactAmount(project.amountSoughtFen)}>
                <span className="small muted">{t('amount')}</span>
                <strong>{amount(project.amountSoughtFen)}</strong>
              </p>
            )}
          </div>
          <span className={styles.meta}>
            <span>{label(fieldLabels[project.field])}</span>
            <span>{label(cityLabels[project.city])}</span>
            <span>{pick(project.organisation.nameZh, project.organisation.nameEn)}</span>
          </span>
        </div>
      </div>
      <div className={styles.columns}>
        <aside className={styles.side}>
          <NextPitchCard project={project} />
          <div className={styles.acts}>
            {!project.mine && <InterestButton projectId={project.id} />}
            <FavouriteButton id={project.id} title={title} words />
          </div>
        </aside>
        <div className={styles.text}>
          <section>
            <h2>{t('summary')}</h2>
            <p>{pick(project.summaryZh, project.summaryEn)}</p>
          </section>
          <ProjectFacts project={project} />
          {project.deck && <DeckPreview projectId={project.id} deck={project.deck} />}
        </div>
      </div>
      {project.similar.length > 0 && <SimilarProjects project={project} />}
    </Page>
  );
}
