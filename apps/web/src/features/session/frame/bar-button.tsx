import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Button } from '../../../ui/button.tsx';
import styles from './bar.module.css';

interface Props extends ComponentProps<typeof Button> {
  icon: LucideIcon;
  /** The key that does the same, as the console's keys are written. */
  keyName?: string;
}

/** A button of the control bar: its sign over its word, so that many stand beside each other on a phone. */
export function BarButton({ icon: Icon, keyName, children, className = '', ...props }: Props) {
  return (
    <Button {...props} className={`${styles.button} ${className}`} aria-keyshortcuts={keyName}>
      <Icon size={20} aria-hidden="true" />
      <span className={styles.word}>{children}</span>
      {keyName && (
        <kbd className={styles.key} aria-hidden="true">
          {keyName}
        </kbd>
      )}
    </Button>
  );
}
