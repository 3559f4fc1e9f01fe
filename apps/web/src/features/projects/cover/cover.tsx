import type { ProjectCard } from '@everexpo/contracts';
import { useMemo } from 'react';
import { trackTone } from '../../../ui/badges.tsx';
import { COVER_HEIGHT, COVER_WIDTH, drawCover } from './draw-cover.ts';
import styles from './cover.module.css';

/** A project's cover, drawn from its field and id; the accent has its track's colour. It says nothing by itself. */
export function Cover({ project }: { project: Pick<ProjectCard, 'id' | 'field' | 'track'> }) {
  const { lines, dots } = useMemo(() => drawCover(project.field, project.id), [project.field, project.id]);
  const tone = (accent: boolean) => (accent ? styles.accent : styles.plain);
  return (
    <svg
      className={`${styles.cover} ${trackTone(project.track)}`}
      viewBox={`0 0 ${COVER_WIDTH} ${COVER_HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden
    >
      {lines.map(({ d, width, accent }, at) => (
        <path key={at} d={d} strokeWidth={width} className={tone(accent)} fill="none" />
      ))}
      {dots.map(({ x, y, r, accent }, at) => (
        <circle key={at} cx={x} cy={y} r={r} className={`${tone(accent)} ${styles.dot}`} />
      ))}
    </svg>
  );
}
