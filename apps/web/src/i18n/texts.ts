import type {} from 'i18next';
import type accounts from '../features/accounts/accounts.zh.ts';
import type agreements from '../features/agreements/agreements.zh.ts';
import type desk from '../features/desk/desk.zh.ts';
import type help from '../features/help/help.zh.ts';
import type home from '../features/home/home.zh.ts';
import type booking from '../features/meetings/booking/booking.zh.ts';
import type meetings from '../features/meetings/meetings.zh.ts';
import type mine from '../features/mine/mine.zh.ts';
import type interest from '../features/negotiation/interest/interest.zh.ts';
import type negotiation from '../features/negotiation/negotiation.zh.ts';
import type notices from '../features/notices/notices.zh.ts';
import type prepare from '../features/prepare/prepare.zh.ts';
import type privacy from '../features/privacy/privacy.zh.ts';
import type programme from '../features/programme/programme.zh.ts';
import type projects from '../features/projects/projects.zh.ts';
import type replay from '../features/replay/replay.zh.ts';
import type search from '../features/search/search.zh.ts';
import type selection from '../features/selection/selection.zh.ts';
import type check from '../features/session/check/check.zh.ts';
import type console from '../features/session/console/console.zh.ts';
import type session from '../features/session/session.zh.ts';
import type shell from '../features/shell/shell.zh.ts';
import type styles from '../features/styles/styles.zh.ts';
import type verify from '../features/verify/verify.zh.ts';
import type wall from '../features/wall/wall.zh.ts';
import type common from './common.zh.ts';

/** The namespaces, each named as its files are. The Chinese says what keys there are and what they are filled with. */
export interface Texts {
  accounts: typeof accounts;
  agreements: typeof agreements;
  booking: typeof booking;
  check: typeof check;
  common: typeof common;
  console: typeof console;
  desk: typeof desk;
  help: typeof help;
  home: typeof home;
  interest: typeof interest;
  meetings: typeof meetings;
  mine: typeof mine;
  negotiation: typeof negotiation;
  notices: typeof notices;
  prepare: typeof prepare;
  privacy: typeof privacy;
  programme: typeof programme;
  projects: typeof projects;
  replay: typeof replay;
  search: typeof search;
  selection: typeof selection;
  session: typeof session;
  shell: typeof shell;
  styles: typeof styles;
  verify: typeof verify;
  wall: typeof wall;
}

export type Namespace = keyof Texts;
