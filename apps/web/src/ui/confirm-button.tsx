import { useEffect, useState, type ComponentProps } from 'react';
import { Button } from './button.tsx';

const ARMED_MS = 5_000;

interface Props extends Omit<ComponentProps<typeof Button>, 'onClick'> {
  /** What it says while it waits for the second press. */
  confirm: string;
  act: () => void;
}

/** For what cannot be taken back: it asks for a second press within five seconds, without a dialog in the way. */
export function ConfirmButton({ confirm, act, children, ...props }: Props) {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(false), ARMED_MS);
    return () => clearTimeout(timer);
  }, [armed]);
  function press(): void {
    setArmed(!armed);
    if (armed) act();
  }
  return (
    <Button {...props} onClick={press}>
      {armed ? confirm : children}
    </Button>
  );
}
