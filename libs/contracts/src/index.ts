export * from './accounts.ts';
export * from './agreements.ts';
export * from './common.ts';
export * from './events.ts';
export * from './expo.ts';
export * from './live.ts';
export * from './negotiation.ts';
export * from './vocabulary.ts';
