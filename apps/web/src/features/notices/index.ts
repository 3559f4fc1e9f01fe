export { CalendarFeeds } from './calendar-feeds.tsx';
export { ChangeList } from './change-list.tsx';
export { NoticeList } from './notice-list.tsx';
export { NoticeRow } from './notice-row.tsx';
export { targetOf } from './notice-target.ts';
export { useEditionZone } from './use-edition-zone.ts';
export { useNewestNotices, useNoticeActions, useUnread } from './use-notices.ts';
