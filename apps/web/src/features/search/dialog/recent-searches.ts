const KEY = 'everexpo.searches';
const KEPT = 6;

/** What was looked for last on this device, newest first; nothing where the browser keeps nothing. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function saveSearch(typed: string): void {
  const wanted = typed.trim();
  if (!wanted) return;
  const kept = [wanted, ...recentSearches().filter((one) => one !== wanted)].slice(0, KEPT);
  write(JSON.stringify(kept));
}

export const forgetSearches = () => write('[]');

function write(kept: string): void {
  try {
    localStorage.setItem(KEY, kept);
  } catch {
    // A browser that keeps nothing has no recent searches.
  }
}
