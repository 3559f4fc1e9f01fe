import { useEffect, useSyncExternalStore } from 'react';

/** How many parts of this page say that its person is on stage. */
let sayers = 0;
const listeners = new Set<() => void>();

function change(by: 1 | -1): void {
  sayers += by;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the person of this page is on stage: what would cover it waits meanwhile. */
export const useOnStage = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => sayers > 0,
    () => false,
  );

/** By which a page says that its person is on stage, as long as it is shown and `on`. */
export function useSayOnStage(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    change(1);
    return () => change(-1);
  }, [on]);
}
