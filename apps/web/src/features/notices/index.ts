export { CalendarFeeds } from './calendar-feeds.tsx';
export { ChangeList } from './change-list.tsx';
export { NoticeList } from './notice-list.tsx';
