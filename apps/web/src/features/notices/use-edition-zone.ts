import { useQuery } from '@tanstack/react-query';
import { get } from '../../lib/api/api.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';

/** The zone in which this edition's times are said; UTC while it is unknown. */
export const useEditionZone = (): string =>
  useQuery({ queryKey: queryKeys.home(), queryFn: ({ signal }) => get('/home', { signal }) }).data?.edition.timeZone ??
  'UTC';
