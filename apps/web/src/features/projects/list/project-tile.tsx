import { cityLabels, fieldLabels, projectStageLabels, type ProjectListItem } from '@everexpo/contracts';
import { CalendarClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { TrackBadge } from '../../../ui/badges.tsx';
import { Marked } from '../../search/index.ts';
import { Cover } from '../cover/cover.tsx';
import { FavouriteButton } from '../favourites/favourite-button.tsx';
import styles from './project-tile.module.css';

/** A project of the list, with what the search met marked in it. */
export function ProjectTile({ project, timeZone }: { project: ProjectListItem; timeZone: string }) {
  const { t } = useTranslation('projects');
  const { pick, label, amount, exactAmount, dayAndTime } = useFormats();
  const { organisation, nextPitch, matched, amountSoughtFen } = project;
  const title = pick(project.titleZh, project.titleEn);
  const excerpt = pick(project.excerptZh ?? '', project.excerptEn ?? '');
  return (
    <li className={styles.card}>
      <Cover project={project} />
      <div className={styles.body}>
        <Link to={`/projects/${project.id}`} className={styles.title}>
          <Marked text={title} terms={matched} />
        </Link>
        <span className={styles.meta}>
          <TrackBadge track={project.track} />
          <span>{label(fieldLabels[project.field])}</span>
          <span>{label(cityLabels[project.city])}</span>
        </span>
        <span className="small muted">
          <Marked text={pick(organisation.nameZh, organisation.nameEn)} terms={matched} />
          {' · '}
          <Marked text={pick(project.ownerName, project.ownerNameEn)} terms={matched} />
        </span>
        {excerpt && (
          <span className={`small ${styles.excerpt}`}>
            <Marked text={excerpt} terms={matched} />
          </span>
        )}
        <span className={styles.foot}>
          {amountSoughtFen !== null && (
            <strong className={styles.amount} title={exactAmount(amountSoughtFen)}>
              {amount(amountSoughtFen)}
            </strong>
          )}
          <span>{label(projectStageLabels[project.stage])}</span>
        </span>
        {nextPitch && (
          <span className={`small ${styles.pitch}`}>
            <CalendarClock size={16} aria-hidden />
            <span className="visually-hidden">{t('nextPitch')}</span>
            {dayAndTime(nextPitch.startsAt, timeZone)} · {pick(nextPitch.roomZh, nextPitch.roomEn)}
          </span>
        )}
      </div>
      <div className={styles.favourite}>
        <FavouriteButton id={project.id} title={title} />
      </div>
    </li>
  );
}
