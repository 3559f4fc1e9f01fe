import { useEffect, type ReactNode } from 'react';
import styles from './ui.module.css';

/** A page's frame; its title is also the document's. */
export function Page({
  title,
  width = 'page',
  children,
}: {
  title: string;
  width?: 'page' | 'narrow' | 'full';
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Everexpo`;
  }, [title]);
  return (
    <main id="content" tabIndex={-1} className={`${styles.page} ${width === 'page' ? '' : styles[width]}`}>
      {children}
    </main>
  );
}

export const cardClass = styles.card ?? '';
