import { useEffect } from 'react';

/** Where several consoles are on one page, keys would not tell which is meant: `false` takes none. */
export function useKeys(keys: Record<string, (() => void) | undefined> | false): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role="log"]');
      if (keys && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat)
        keys[event.key.toLowerCase()]?.();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
