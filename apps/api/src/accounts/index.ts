export { AccountsModule } from './accounts.module.ts';
export { issueGuestTicket } from './sessions/guest-ticket.ts';
export { peopleOf, type PersonRow } from './queries/people-of.ts';
export { SecondFactor } from './second-factor/second-factor.ts';
export { encrypt } from './second-factor/secret-box.ts';
export { Sessions } from './sessions/sessions.ts';
