import type { segmentsOf } from './read-segments.ts';

type Segments = Awaited<ReturnType<typeof segmentsOf>>;

/**
 * A media playlist of HLS (RFC 8216, version 7). Each segment carries the session's clock as its programme date-time,
 * by which chat, questions and timer keep in step with the picture; a break of the recorder is a discontinuity.
 */
export function writePlaylist(segments: Segments, { growing }: { growing: boolean }): string {
  const first = segments[0];
  const longest = Math.max(1, ...segments.map(({ durationMs }) => Math.ceil(durationMs / 1000)));
  const head = ['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${longest}`, '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (growing)
    head.push(`#EXT-X-MEDIA-SEQUENCE:${first?.place ?? 0}`, `#EXT-X-DISCONTINUITY-SEQUENCE:${first?.breaks ?? 0}`);
  else head.push('#EXT-X-PLAYLIST-TYPE:VOD');
  let part = -1;
  const lines = segments.flatMap((segment) => {
    const start: string[] = [];
    if (segment.part !== part) {
      if (part !== -1) start.push('#EXT-X-DISCONTINUITY');
      if (segment.type === 'fmp4') start.push(`#EXT-X-MAP:URI="${segment.part}/init.mp4"`);
      part = segment.part;
    }
    const extension = segment.type === 'fmp4' ? 'm4s' : 'ts';
    return [
      ...start,
      `#EXT-X-PROGRAM-DATE-TIME:${segment.startedAt.toISOString()}`,
      `#EXTINF:${(segment.durationMs / 1000).toFixed(3)},`,
      `${segment.part}/${segment.index}.${extension}`,
    ];
  });
  return [...head, ...lines, ...(growing ? [] : ['#EXT-X-ENDLIST']), ''].join('\n');
}
