export { InterestButton } from './interest/interest-button.tsx';
export { useOpenMeeting } from './interest/use-open-meeting.ts';
