export { HoursForm } from './hours-form.tsx';
export { MeetingCard } from './meeting-card.tsx';
export { MustSee } from './must-see.tsx';
export { MyMeetings } from './my-meetings.tsx';
export { RequestForm } from './request-form.tsx';
export { useMeetingAct } from './use-meeting-act.ts';
