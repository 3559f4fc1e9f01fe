/** LiveKit's name of a meeting's room. The generation moves with every removal: old tickets open an empty room. */
export const meetingRoom = (meetingId: string, generation: number) => `meeting-${meetingId}-${generation}`;
export const partyIdentity = (personId: string) => `party-${personId}`;

/** The meeting behind a room's name, or null. */
export function meetingOf(room: string): string | null {
  return /^meeting-([0-9a-f-]{36})-\d+$/.exec(room)?.[1] ?? null;
}

/** The person behind a party's identity, or null. */
export function partyOf(identity: string): string | null {
  return /^party-([0-9a-f-]{36})$/.exec(identity)?.[1] ?? null;
}

/** The socket room of a meeting's pages. */
export const meetingPages = (meetingId: string) => `meeting:${meetingId}`;
