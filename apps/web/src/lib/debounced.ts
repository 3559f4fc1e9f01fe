import { useEffect, useState } from 'react';

/** What is typed, once nothing more has been typed for a moment (ms). */
export function useDebounced(value: string, delayMs = 150): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
