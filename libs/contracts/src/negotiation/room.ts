import { z } from 'zod';
import { Id, Instant, line, verbatim } from '../platform/common.ts';
import { MeetingSide } from '../vocabulary.ts';

export const MeetingFile = z.object({
  id: Id,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  by: z.string(),
  at: Instant,
});
export type MeetingFile = z.infer<typeof MeetingFile>;

export const SideMessage = z.object({
  id: Id,
  meetingId: Id,
  side: MeetingSide,
  personId: Id,
  by: z.string(),
  body: z.string(),
  at: Instant,
});
export type SideMessage = z.infer<typeof SideMessage>;
export const SendSideMessage = z.strictObject({ body: line(500) });
export type SendSideMessage = z.infer<typeof SendSideMessage>;

/** One change to a term sheet: a Yjs update in base64, who made it and when. */
export const SheetUpdate = z.object({ id: z.int(), personId: Id, by: z.string(), at: Instant, update: z.base64() });
export type SheetUpdate = z.infer<typeof SheetUpdate>;
export const SheetHistory = z.object({ updates: z.array(SheetUpdate), next: z.int().nullable() });
export type SheetHistory = z.infer<typeof SheetHistory>;

export const WatchMeeting = z.strictObject({ meetingId: Id });
/** An update of Yjs in base64, at most 65,535 bytes. */
export const ChangeSheet = z.strictObject({ meetingId: Id, update: z.base64().max(87_380) });
export type ChangeSheet = z.infer<typeof ChangeSheet>;
/** What pages of a meeting tell each other to agree on a key that the server does not know. */
export const MeetingKeyMessage = z.strictObject({
  meetingId: Id,
  from: Id,
  to: Id.nullable(),
  publicKey: verbatim(400),
  keyId: Id.nullable(),
  wrapped: verbatim(400).nullable(),
});
export type MeetingKeyMessage = z.infer<typeof MeetingKeyMessage>;
