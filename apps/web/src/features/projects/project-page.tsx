import { useQuery } from '@tanstack/react-query';
import { cityLabels, fieldLabels, projectStageLabels, type ProjectDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { cardClass, Page } from '../../ui/page.tsx';
import { TrackBadge } from '../../ui/badges.tsx';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { InterestButton } from '../negotiation/index.ts';
import styles from './projects.module.css';

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
  const { t } = useTranslation(['projects', 'common']);
  const { pick, label, amount, exactAmount, dayAndTime, zone } = useFormats();
  const { pitch } = project;
  return (
    <Page title={pick(project.titleZh, project.titleEn)} frame="list">
      <div className={styles.head}>
        <TrackBadge track={project.track} />
        <h1>{pick(project.titleZh, project.titleEn)}</h1>
        <span className={styles.meta}>
          <span>{label(fieldLabels[project.field])}</span>
          <span>{label(cityLabels[project.city])}</span>
          <span>{label(projectStageLabels[project.stage])}</span>
        </span>
      </div>
      <div className={styles.columns}>
        <section className={styles.text}>
          <h2>{t('summary')}</h2>
          <p>{pick(project.summaryZh, project.summaryEn)}</p>
        </section>
        <aside className={styles.side}>
          <dl className={`${styles.facts} ${cardClass}`}>
            <div>
              <dt>{t('seeks')}</dt>
              <dd>{pick(project.seeksZh, project.seeksEn)}</dd>
            </div>
            {project.amountSoughtFen !== null && (
              <div>
                <dt>{t('amount')}</dt>
                <dd title={exactAmount(project.amountSoughtFen)}>{amount(project.amountSoughtFen)}</dd>
              </div>
            )}
            <div>
              <dt>{t('common:owner')}</dt>
              <dd>{pick(project.ownerName, project.ownerNameEn)}</dd>
            </div>
            <div>
              <dt>{t('organisation')}</dt>
              <dd>{pick(project.organisation.nameZh, project.organisation.nameEn)}</dd>
            </div>
            <div>
              <dt>{t('pitchAt')}</dt>
              <dd>
                {pitch ? (
                  <>
                    <Link to={`/sessions/${pitch.session.id}`}>
                      {pick(pitch.session.titleZh, pitch.session.titleEn)}
                    </Link>
                    <span className="small muted">
                      {' '}
                      · {dayAndTime(pitch.session.startsAt, project.timeZone)}{' '}
                      {zone(pitch.session.startsAt, project.timeZone)} · {pick(pitch.room.nameZh, pitch.room.nameEn)}
                    </span>
                  </>
                ) : (
                  t('notPlaced')
                )}
              </dd>
            </div>
          </dl>
          {!project.mine && <InterestButton projectId={project.id} />}
        </aside>
      </div>
    </Page>
  );
}
