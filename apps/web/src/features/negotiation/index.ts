export { InterestButton } from './interest-button.tsx';
export { useOpenMeeting } from './use-open-meeting.ts';
