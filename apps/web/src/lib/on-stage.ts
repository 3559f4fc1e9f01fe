import { useEffect, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let isOnStage = false;

/**
 * Whether the person of this page is on a stage now, where an audience sees and hears them: what would lie over the
 * page, or ask for an answer, waits meanwhile.
 */
export const onStage = {
  get: (): boolean => isOnStage,
  set(now: boolean): void {
    if (now === isOnStage) return;
    isOnStage = now;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** The same, for a component. */
export const useOnStage = (): boolean => useSyncExternalStore(onStage.subscribe, onStage.get, () => false);

/** Says that one is on stage for as long as it is shown with `true`. */
export function useBeingOnStage(now: boolean): void {
  useEffect(() => {
    onStage.set(now);
    return () => onStage.set(false);
  }, [now]);
}
