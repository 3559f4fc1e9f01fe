import { randomBytes } from 'node:crypto';

/**
 * Names of LiveKit rooms and identities. Everybody in a room can read them: of a person they name presenters alone,
 * who are on the programme. Whose the others are is kept by `media_identity`.
 */
export const stageRoom = (sessionId: string) => `stage-${sessionId}`;
export const presenterIdentity = (personId: string) => `presenter-${personId}`;
export const hallIdentity = (sessionId: string) => `hall-${sessionId}`;

/** New for each seat: one person may watch on several screens, and nobody sees that it is the same. */
export const viewerIdentity = () => `viewer-${randomBytes(12).toString('hex')}`;
export const managerIdentity = () => `manager-${randomBytes(12).toString('hex')}`;
/** Of the machinery that records; no list or count shows it. */
export const recorderIdentity = () => `recorder-${randomBytes(6).toString('hex')}`;

export const isAudience = (identity: string) => identity.startsWith('viewer-');

/** The session behind a stage's room name, or null. */
export const sessionOf = (room: string): string | null => /^stage-([0-9a-f-]{36})$/.exec(room)?.[1] ?? null;
/** The person behind a presenter's identity, or null. */
export const presenterOf = (identity: string): string | null =>
  /^presenter-([0-9a-f-]{36})$/.exec(identity)?.[1] ?? null;
