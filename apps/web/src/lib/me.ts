import { useQuery } from '@tanstack/react-query';
import type { Me, Role } from '@everexpo/contracts';
import { get } from './api.ts';

export const meKey = ['me'] as const;
export const useMe = () =>
  useQuery({ queryKey: meKey, queryFn: ({ signal }) => get<Me>('/me', signal), staleTime: 60_000 });

/** Whether the signed-in person holds a role. */
export function useRole(role: Role): boolean {
  return useMe().data?.person?.roles.includes(role) ?? false;
}
