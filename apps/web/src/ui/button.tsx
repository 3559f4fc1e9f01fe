import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import styles from './ui.module.css';

export interface Look {
  look?: 'plain' | 'primary' | 'quiet';
  large?: boolean;
}

const classes = ({ look = 'plain', large }: Look, extra = '') =>
  [styles.button, look === 'primary' && styles.primary, look === 'quiet' && styles.quiet, large && styles.large, extra]
    .filter(Boolean)
    .join(' ');

export function Button({ look, large, className, type = 'button', ...props }: ComponentProps<'button'> & Look) {
  return <button {...props} type={type} className={classes({ look, large }, className)} />;
}

export function ButtonLink({ look, large, className, ...props }: ComponentProps<typeof Link> & Look) {
  return <Link {...props} className={classes({ look, large }, className)} />;
}
