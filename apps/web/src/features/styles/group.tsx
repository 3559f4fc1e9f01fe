import type { ReactNode } from 'react';
import styles from './styles.module.css';

/** Controls of one kind under their name. */
export const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className={styles.group}>
    <h2>{title}</h2>
    {children}
  </div>
);
