/** Names of LiveKit rooms and identities; nothing in them is secret. */
export const stageRoom = (sessionId: string) => `stage-${sessionId}`;
export const presenterIdentity = (personId: string) => `presenter-${personId}`;

/** The session behind a stage's room name, or null. */
export const sessionOf = (room: string) => idAfter('stage-', room);
/** The person behind a presenter's identity, or null. */
export const presenterOf = (identity: string) => idAfter('presenter-', identity);

function idAfter(prefix: string, name: string): string | null {
  const id = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^[0-9a-f-]{36}$/.test(id) ? id : null;
}
