import type { RecordingFile, Replay } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import styles from './replay.module.css';

const MEGABYTE = 1_000_000;

/** The files that the reader may take away: the whole, and the clips of their own pitches. */
export function Downloads({ replay }: { replay: Replay }) {
  const { t } = useTranslation('replay');
  if (replay.files.length === 0) return null;
  return (
    <details className={styles.fold} open={replay.files.length === 1}>
      <summary>{t('downloads')}</summary>
      <ul className={styles.files}>
        {replay.files.map((file) => (
          <li key={file.pitchId ?? 'whole'}>
            <Download replay={replay} file={file} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Download({ replay, file }: { replay: Replay; file: RecordingFile }) {
  const { t } = useTranslation('replay');
  const { pick } = useFormats();
  const chapter = replay.chapters.find(({ pitchId }) => pitchId === file.pitchId);
  const name = chapter ? `${chapter.position} ${pick(chapter.titleZh, chapter.titleEn)}` : t('whole');
  if (file.state === 'waiting')
    return (
      <span className="muted">
        {name} · {t('making')}
      </span>
    );
  if (file.state === 'failed' || file.bytes === null)
    return (
      <span className="muted">
        {name} · {t('notMade')}
      </span>
    );
  const address = file.pitchId === null ? 'session.mp4' : `pitches/${file.pitchId}.mp4`;
  return (
    <a href={`/api/sessions/${replay.sessionId}/recording/${address}`} download>
      {name} · MP4 · {(file.bytes / MEGABYTE).toFixed(1)} MB
    </a>
  );
}
