import { eventKind } from '../platform/index.ts';

export const stageClosed = eventKind<{ sessionId: string }>('live.stage-closed');
export const presenterChanged = eventKind<{ sessionId: string; personId: string }>('live.presenter-changed');
/** A person's hand went up or down. */
export const handsChanged = eventKind<{ sessionId: string; personId: string }>('live.hands-changed');
export const personBanned = eventKind<{ sessionId: string; personId: string }>('live.person-banned');
/** Something waits for the organizers: a question to be let through, or a reported line. */
export const queueChanged = eventKind<{ sessionId: string }>('live.queue-changed');
/** Nobody records the session any more, for good or until somebody goes on. */
export const recordingEnded = eventKind<{ sessionId: string }>('live.recording-ended');
