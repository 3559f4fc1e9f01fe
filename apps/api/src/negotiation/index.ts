export { meetingCalendar } from './attendance/meeting-calendar.ts';
export { meetingFor, meetingView } from './meetings/meeting-view.ts';
export { meetingNews, type MeetingMessage } from './negotiation.events.ts';
export { NegotiationModule } from './negotiation.module.ts';
export { MEETING_NEWS_HOLDS } from './queries/news-holds.ts';
