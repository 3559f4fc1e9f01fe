import { fieldLabels, type ProjectDetail, type SimilarProject } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { Cover } from '../cover/cover.tsx';
import styles from './project-page.module.css';

/** Projects of the same field, each with what its title shares with this one's. */
export function SimilarProjects({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  return (
    <section className={styles.similar}>
      <h2>{t('similar')}</h2>
      <ul className={styles.others}>
        {project.similar.map((other) => (
          <Similar key={other.id} project={other} />
        ))}
      </ul>
    </section>
  );
}

function Similar({ project }: { project: SimilarProject }) {
  const { t } = useTranslation('projects');
  const { zh, pick, label, list } = useFormats();
  const phrases = zh ? project.sharedZh.map((phrase) => `“${phrase}”`) : project.sharedEn;
  return (
    <li>
      <Link to={`/projects/${project.id}`} className={styles.other}>
        <Cover project={project} />
        <span className={styles.otherText}>
          <strong>{pick(project.titleZh, project.titleEn)}</strong>
          <span className="small muted">{pick(project.organisation.nameZh, project.organisation.nameEn)}</span>
          <span className="small muted">
            {phrases.length > 0
              ? t('sharing', { phrases: zh ? phrases.join('') : list(phrases) })
              : t('similarBy', { field: label(fieldLabels[project.field]) })}
          </span>
        </span>
      </Link>
    </li>
  );
}
