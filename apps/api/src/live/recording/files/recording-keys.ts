export const RECORDINGS = 'recordings/';
/** Where a session's recording lies in the storage. */
export const partFolder = (sessionId: string, part: number) => `${RECORDINGS}${sessionId}/${part}`;
export const initKey = (sessionId: string, part: number) => `${partFolder(sessionId, part)}/init.mp4`;
/**
 * Egress chooses its own names for the segments of a transport stream: the folder, `segment`, and the number in five
 * digits.
 */
export const segmentKey = (sessionId: string, part: number, index: number, type: 'fmp4' | 'ts' = 'fmp4') =>
  `${partFolder(sessionId, part)}/${type === 'fmp4' ? `${index}.m4s` : `segment_${String(index).padStart(5, '0')}.ts`}`;
/** A file made once: another making of it has another name. */
export const fileKey = (sessionId: string, name: string) => `${RECORDINGS}${sessionId}/files/${name}.mp4`;

/** What a key of a part's folder is of: one segment, or with null all of them. */
export function segmentOf(key: string): { sessionId: string; part: number; index: number | null } | null {
  const [, sessionId, part, name = ''] = /^recordings\/([^/]+)\/(\d+)\/(.+)$/.exec(key) ?? [];
  if (sessionId === undefined) return null;
  const [, index] = /^(?:segment_)?(\d+)\.(?:m4s|ts)$/.exec(name) ?? [];
  return { sessionId, part: Number(part), index: index === undefined ? null : Number(index) };
}
