import { useSyncExternalStore } from 'react';

const KEY = 'everexpo.favourites';
const KEPT = 100;
const NONE: string[] = [];

let read: { raw: string | null; ids: string[] } = { raw: null, ids: NONE };
const listeners = new Set<() => void>();

/** What this device keeps while nobody is signed in, newest first; the same array as long as nothing has changed. */
export function deviceFavourites(): string[] {
  const raw = stored();
  if (raw !== read.raw) read = { raw, ids: parsed(raw) };
  return read.ids;
}

export function saveOnDevice(ids: string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids.slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing has no favourites of its own.
  }
  for (const changed of listeners) changed();
}

export const useDeviceFavourites = () => useSyncExternalStore(subscribe, deviceFavourites, () => NONE);

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener('storage', changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener('storage', changed);
  };
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function parsed(raw: string | null): string[] {
  try {
    const ids: unknown = JSON.parse(raw ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : NONE;
  } catch {
    return NONE;
  }
}
