import { createHash } from 'node:crypto';

/** Sign-in names of the demo accounts; each takes the place of a generated person. */
export const DEMO_PASSWORD = 'everexpo-demo';

export const demoAccounts = [
  { email: 'organizer@everexpo.example', role: 'organizer', index: 0 },
  { email: 'organizer2@everexpo.example', role: 'organizer', index: 1 },
  { email: 'owner@everexpo.example', role: 'owner', pitch: 1 },
  { email: 'owner2@everexpo.example', role: 'owner', pitch: 2 },
  { email: 'investor@everexpo.example', role: 'investor', index: 0 },
  { email: 'investor2@everexpo.example', role: 'investor', index: 1 },
  { email: 'staff@everexpo.example', role: 'staff', index: 0 },
  { email: 'staff2@everexpo.example', role: 'staff', index: 1 },
  { email: 'steward@everexpo.example', role: 'steward', index: 0 },
  { email: 'attendee@everexpo.example', role: 'attendee', index: 0 },
  { email: 'attendee2@everexpo.example', role: 'attendee', index: 1 },
  { email: 'admin@everexpo.example', role: 'admin', index: 0 },
] as const;

/** The Base32 secret of a demo account's authenticator: made up, and known to everybody, like its password. */
export function demoAuthenticator(email: string): string {
  const digest = createHash('sha256').update(`everexpo demo ${email}`).digest();
  return Array.from(digest.subarray(0, 32), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');
}
