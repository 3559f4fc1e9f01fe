export { HoursForm } from './booking/hours-form.tsx';
export { MeetingCard } from './meeting-card.tsx';
export { MustSee } from './booking/must-see.tsx';
export { MyMeetings } from './my-meetings.tsx';
export { RequestForm } from './booking/request-form.tsx';
export { useMeetingAct } from './use-meeting-act.ts';
