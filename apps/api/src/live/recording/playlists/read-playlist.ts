export interface PlaylistSegment {
  address: string;
  durationMs: number;
  /** The programme date-time of its first frame where the playlist says it, in milliseconds of the Unix epoch. */
  at: number | null;
}

/**
 * The segments of an HLS media playlist (RFC 8216), also of one that is being written: a line cut short is not taken.
 */
export function readPlaylist(text: string): PlaylistSegment[] {
  const segments: PlaylistSegment[] = [];
  let durationMs: number | null = null;
  let at: number | null = null;
  for (const line of text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .map((one) => one.trim())) {
    if (line.startsWith('#EXTINF:')) durationMs = Math.round(Number.parseFloat(line.slice(8)) * 1000);
    else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) at = Date.parse(line.slice(25));
    else if (line !== '' && !line.startsWith('#') && durationMs !== null) {
      segments.push({ address: line, durationMs, at });
      [durationMs, at] = [null, null];
    }
  }
  return segments;
}
