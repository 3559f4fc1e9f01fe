import { projectStageLabels, type ProjectDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { keysOf } from '../../../lib/keys-of.ts';
import { cardClass } from '../../../ui/page.tsx';
import styles from './project-page.module.css';

/** What the project seeks, how far it is, and who is behind it. */
export function ProjectFacts({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  const { pick, label } = useFormats();
  const stages = keysOf(projectStageLabels);
  const at = stages.indexOf(project.stage);
  const { organisation } = project;
  return (
    <dl className={`${styles.facts} ${cardClass}`}>
      <div>
        <dt>{t('seeks')}</dt>
        <dd>{pick(project.seeksZh, project.seeksEn)}</dd>
      </div>
      <div>
        <dt>{t('readiness')}</dt>
        <dd>
          <span className={styles.steps} aria-hidden>
            {stages.map((stage, step) => (
              <span key={stage} className={step <= at ? styles.reached : ''} />
            ))}
          </span>
          {label(projectStageLabels[project.stage])}
        </dd>
      </div>
      <div>
        <dt>{t('team')}</dt>
        <dd>{pick(project.ownerName, project.ownerNameEn)}</dd>
      </div>
      <div>
        <dt>{t('organisation')}</dt>
        <dd>
          <Link to={`/projects?${new URLSearchParams({ q: organisation.nameZh })}`}>
            {pick(organisation.nameZh, organisation.nameEn)}
          </Link>
        </dd>
      </div>
    </dl>
  );
}
