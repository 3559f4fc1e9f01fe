import type { Translated } from '../../i18n/translated.ts';
import type zh from './search.zh.ts';

export default {
  label: 'Search projects, sessions, people, organisations, agreements and pages',
  placeholder: 'For example “Chengdu storage”',
  close: 'Close search',
  results: 'Search results',
  recent: 'Recent searches',
  forget: 'Clear',
  hint: 'Projects, sessions, rooms, presenters, organisations, agreements, pages. All words must match.',
  found_one: '{{count}} result',
  found_other: '{{count}} results',
  nothing: 'Nothing found for “{{typed}}”. Try fewer or other words.',
  allProjects: 'See “{{typed}}” in the list of projects',
  kind: {
    project: 'Matching projects',
    session: 'Matching sessions',
    person: 'Matching presenters',
    organisation: 'Organisations',
    agreement: 'Matching agreements',
    room: 'Matching rooms',
    page: 'Pages',
  },
} satisfies Translated<typeof zh>;
