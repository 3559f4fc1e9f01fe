export const meetingRoom = (meetingId: string) => `meeting-${meetingId}`;
export const partyIdentity = (personId: string) => `party-${personId}`;
