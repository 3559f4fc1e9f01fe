import { fieldLabels, type Home, type HomeProject } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { trackTone } from '../../../ui/badges.tsx';
import styles from './sections.module.css';

/** One project of each field, and by what it is chosen; nothing while there is none. */
export function ProjectsByField({ home: { projects, phase, edition } }: { home: Home }) {
  const { t } = useTranslation(['home', 'common']);
  if (projects.length === 0) return null;
  return (
    <section className={styles.band} aria-labelledby="by-field">
      <div className={styles.bandHead}>
        <h2 id="by-field">{t('worthSeeing')}</h2>
        <Link to="/projects">{t('allProjects')}</Link>
      </div>
      <p className="muted">{t(phase === 'after' ? 'chosenLast' : 'chosenNext')}</p>
      <ul className={styles.projects}>
        {projects.map((project) => (
          <li key={project.id}>
            <Project project={project} timeZone={edition.timeZone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Project({ project, timeZone }: { project: HomeProject; timeZone: string }) {
  const { t } = useTranslation('home');
  const { pick, label, dayAndTime } = useFormats();
  return (
    <Link to={`/projects/${project.id}`} className={`${styles.card} ${trackTone(project.track)}`}>
      <span className="small muted">{label(fieldLabels[project.field])}</span>
      <strong>{pick(project.titleZh, project.titleEn)}</strong>
      <span className="small muted">{pick(project.organisation.nameZh, project.organisation.nameEn)}</span>
      <time dateTime={project.pitchAt} className="small">
        {t('pitchAt', { time: dayAndTime(project.pitchAt, timeZone) })}
      </time>
    </Link>
  );
}
