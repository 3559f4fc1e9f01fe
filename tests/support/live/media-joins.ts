import type { Host } from '../../../apps/api/src/testing/builders/index.ts';

/** How often somebody has come into a room, as the media server has reported it. */
export async function joinsOf(host: Host, room: string, identity: string): Promise<number> {
  const [row] = await host.asOwner<{ joins: number }>(
    `SELECT count(*)::int AS joins FROM outbox_event
      WHERE type = 'platform.media-presence-changed'
        AND payload @> jsonb_build_object('room', $1::text, 'identity', $2::text, 'joined', true)`,
    [room, identity],
  );
  return row?.joins ?? 0;
}
