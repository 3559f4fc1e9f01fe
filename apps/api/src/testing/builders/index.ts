export * from './agreement.ts';
export * from './edition.ts';
export * from './host.ts';
export * from './meeting.ts';
export * from './paper.ts';
export * from './person.ts';
export * from './session.ts';
