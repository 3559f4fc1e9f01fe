import { useQuery } from '@tanstack/react-query';
import { get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useDebounced } from '../../../lib/debounced.ts';

/** What is found of what is being typed; the last answer stays until the next is there. */
export function useSearchResults(typed: string) {
  const wanted = typed.trim();
  const q = useDebounced(wanted);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: queryKeys.search(q),
    queryFn: ({ signal }) => get('/search', { query: { q }, signal }),
    enabled: q !== '',
    placeholderData: (previous) => previous,
  });
  const groups = wanted && data ? data.groups : [];
  return {
    q,
    groups,
    error,
    count: groups.reduce((sum, { hits }) => sum + hits.length, 0),
    /** Whether this is the answer to what stands there now. */
    isAnswered: wanted !== '' && data !== undefined && !isPlaceholderData && q === wanted,
  };
}
