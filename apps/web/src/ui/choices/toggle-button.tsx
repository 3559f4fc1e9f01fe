import type { ComponentProps } from 'react';
import { Button } from '../button.tsx';

interface ToggleButtonProps extends Omit<ComponentProps<typeof Button>, 'onClick' | 'onChange' | 'aria-pressed'> {
  pressed: boolean;
  change: (pressed: boolean) => void;
}

/** On or off, under one name: what it is says its name, how it stands says `aria-pressed`. */
export const ToggleButton = ({ pressed, change, ...props }: ToggleButtonProps) => (
  <Button {...props} aria-pressed={pressed} onClick={() => change(!pressed)} />
);
