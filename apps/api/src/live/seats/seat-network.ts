import { createHmac } from 'node:crypto';

/**
 * What stands for a network (as networkOf names it) beside the seats of one session: the same for all of its seats
 * there, and of no use to learn the address, or to find it again in another session.
 */
export const seatNetwork = (secret: string, sessionId: string, network: string): string =>
  createHmac('sha256', `seats:${secret}`).update(`${sessionId} ${network}`).digest('base64url').slice(0, 22);
