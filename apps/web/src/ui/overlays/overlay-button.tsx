import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { buttonClass, type ButtonVariant } from '../button.tsx';

export interface OverlayButtonProps extends ButtonVariant {
  label: string;
  /** Stands instead of the label, which is then only said. */
  icon?: ReactNode;
  disabled?: boolean;
}

/** The button of a menu or a popover, drawn as every other one. */
export const OverlayButton = ({ label, icon, disabled = false, ...variant }: OverlayButtonProps) => (
  <Button className={buttonClass(variant)} isDisabled={disabled} {...(icon ? { 'aria-label': label } : {})}>
    {icon ?? label}
  </Button>
);
