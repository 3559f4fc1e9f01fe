import type { MediaTicket } from '@everexpo/contracts';

/** What LiveKit reads from a ticket: the room that it opens, and what its holder may do there. */
export function grantOf({ token }: Pick<MediaTicket, 'token'>): { room: string } & Record<string, unknown> {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(payload) as { video: { room: string } }).video;
}
