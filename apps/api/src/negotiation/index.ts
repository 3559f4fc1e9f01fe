export { meetingFor } from './meetings/meeting-view.ts';
export { NegotiationModule } from './negotiation.module.ts';
