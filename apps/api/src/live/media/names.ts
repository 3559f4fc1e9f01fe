import { randomBytes } from 'node:crypto';

/** Names of LiveKit rooms and identities; nothing in them is secret. */
export const stageRoom = (sessionId: string) => `stage-${sessionId}`;
export const presenterIdentity = (personId: string) => `presenter-${personId}`;
export const hallIdentity = (sessionId: string) => `hall-${sessionId}`;

/** One person may watch on several screens: each has an identity of its own. */
export const viewerIdentity = (personId: string) => `viewer-${personId}.${randomBytes(4).toString('hex')}`;
export const managerIdentity = (personId: string) => `manager-${personId}.${randomBytes(4).toString('hex')}`;
/** Of the machinery that records; no list or count shows it. */
export const recorderIdentity = () => `recorder-${randomBytes(6).toString('hex')}`;
export const guestIdentity = () => `viewer-guest.${randomBytes(12).toString('hex')}`;

export const isAudience = (identity: string) => identity.startsWith('viewer-');

/** The session behind a stage's room name, or null. */
export const sessionOf = (room: string): string | null => /^stage-([0-9a-f-]{36})$/.exec(room)?.[1] ?? null;
/** The person behind a presenter's identity, or null. */
export const presenterOf = (identity: string): string | null => /^presenter-([0-9a-f-]{36})$/.exec(identity)?.[1] ?? null;
/** The person behind any identity, or null for guests and halls. */
export const personBehind = (identity: string): string | null => /^(?:presenter|viewer|manager)-([0-9a-f-]{36})(?:\.[0-9a-f]+)?$/.exec(identity)?.[1] ?? null;
