import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import styles from './ui.module.css';

export interface ButtonVariant {
  variant?: 'plain' | 'primary' | 'quiet';
  large?: boolean;
}

/** A button's look, for what is drawn as one. */
export const buttonClass = ({ variant = 'plain', large }: ButtonVariant, extra = '') =>
  [
    styles.button,
    variant === 'primary' && styles.primary,
    variant === 'quiet' && styles.quiet,
    large && styles.large,
    extra,
  ]
    .filter(Boolean)
    .join(' ');

export function Button({
  variant,
  large,
  className,
  type = 'button',
  ...props
}: ComponentProps<'button'> & ButtonVariant) {
  return <button {...props} type={type} className={buttonClass({ variant, large }, className)} />;
}

export function ButtonLink({ variant, large, className, ...props }: ComponentProps<typeof Link> & ButtonVariant) {
  return <Link {...props} className={buttonClass({ variant, large }, className)} />;
}
