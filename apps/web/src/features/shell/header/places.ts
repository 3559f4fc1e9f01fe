import type { Role } from '@everexpo/contracts';
import {
  CalendarDays,
  CirclePlay,
  House,
  LayoutGrid,
  Lightbulb,
  MonitorPlay,
  Presentation,
  ShieldCheck,
  Stamp,
  UserRound,
} from 'lucide-react';

/** Where the navigation leads, each place with its name and icon. */
const all = {
  home: { to: '/', text: 'common:home', icon: House },
  programme: { to: '/programme', text: 'common:programme', icon: CalendarDays },
  projects: { to: '/projects', text: 'common:projects', icon: Lightbulb },
  wall: { to: '/wall', text: 'common:wall', icon: Presentation },
  mine: { to: '/mine', text: 'common:mine', icon: UserRound },
  prepare: { to: '/prepare', text: 'nav.prepare', icon: LayoutGrid },
  control: { to: '/control', text: 'common:controlRoom', icon: MonitorPlay },
  desk: { to: '/desk', text: 'common:desk', icon: Stamp },
  replays: { to: '/replays', text: 'nav.replays', icon: CirclePlay },
  verify: { to: '/verify', text: 'nav.verify', icon: ShieldCheck },
} as const;

export type Place = (typeof all)[keyof typeof all];
type Name = keyof typeof all;

/** Everything that somebody with these roles can go to, what they go to most first. */
function placesOf(roles: readonly Role[] | undefined): { row: Name[]; tabs: Name[]; rest: Name[] } {
  const row: Name[] = ['home', 'programme', 'projects', 'wall'];
  const rest: Name[] = ['replays', 'verify'];
  if (!roles) return { row, tabs: row, rest };
  const organizer = roles.includes('organizer');
  const staff = roles.includes('staff');
  row.push('mine');
  if (organizer) row.push('prepare');
  if (staff) row.push('desk');
  const third = organizer ? 'prepare' : staff ? 'desk' : 'projects';
  return { row, tabs: ['home', 'programme', third, 'mine'], rest: organizer ? ['control', ...rest] : rest };
}

const named = (names: Name[]): Place[] => names.map((name) => all[name]);

/** The places of the header's row. */
export const rowOf = (roles: readonly Role[] | undefined): Place[] => named(placesOf(roles).row);

/** The phone's tabs, beside which there is room for one more. */
export const tabsOf = (roles: readonly Role[] | undefined): Place[] => named(placesOf(roles).tabs);

/** What the phone's tabs have no room for. */
export function beyondTabsOf(roles: readonly Role[] | undefined): Place[] {
  const { row, tabs, rest } = placesOf(roles);
  return named([...row.filter((name) => !tabs.includes(name)), ...rest]);
}
