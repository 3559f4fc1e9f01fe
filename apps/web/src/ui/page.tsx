import { useEffect, type ReactNode } from 'react';
import styles from './ui.module.css';

/** One thing to read or fill in; things side by side; or a tool that takes the window. */
export type Frame = 'reading' | 'list' | 'work';

/**
 * A page in one of three frames, the same one in each of its states, so that nothing jumps while it loads or when it is
 * gone to from another. Its title is also the document's.
 */
export function Page({ title, frame, children }: { title: string; frame: Frame; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Everexpo`;
  }, [title]);
  return (
    <main id="content" tabIndex={-1} className={`${styles.page} ${styles[frame]}`}>
      {children}
    </main>
  );
}

export const cardClass = styles.card ?? '';
