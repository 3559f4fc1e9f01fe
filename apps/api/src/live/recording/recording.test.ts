import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { placeInRecording, recordingLength } from '@everexpo/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { newTempFolder } from '../../../../../tests/support/temp-folder.ts';
import { Encoder, PLAYLIST } from './local/encoder.ts';
import { findFfmpeg } from './local/find-ffmpeg.ts';
import { drawScaled, fitInto, newPicture } from './local/picture.ts';
import { Mix, RATE } from './local/mix.ts';
import { HEIGHT, WIDTH } from './local/screen.ts';
import { readPlaylist } from './playlists/read-playlist.ts';
import { instantOf, timeRangesOf } from './playlists/read-segments.ts';
import { writePlaylist } from './playlists/write-playlist.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 26, 1, 0, 0) + second * 1000);
const segment = (part: number, index: number, second: number, durationMs = 2_000) => ({
  part,
  index,
  startedAt: at(second),
  durationMs,
  type: 'fmp4' as const,
  place: index,
  breaks: part - 1,
});
/** Two parts with a gap of seven seconds between them. */
const segments = [
  segment(1, 0, 0),
  segment(1, 1, 2),
  { ...segment(2, 0, 11), place: 2 },
  { ...segment(2, 1, 13, 1_500), place: 3 },
];

test("timeRanges tell the session's clock from the recording's time, and back", () => {
  const timeRanges = timeRangesOf(segments);
  expect(timeRanges).toEqual([
    { startMs: 0, durationMs: 4_000, at: at(0).toISOString() },
    { startMs: 4_000, durationMs: 3_500, at: at(11).toISOString() },
  ]);
  expect(recordingLength(timeRanges)).toBe(7_500);
  expect([-5, 1, 7, 12, 60].map((second) => placeInRecording(timeRanges, at(second).getTime()))).toEqual([
    0, 1_000, 4_000, 5_000, 7_500,
  ]);
  expect([0, 3_000, 4_000, 6_000].map((place) => instantOf(timeRanges, place) - at(0).getTime())).toEqual([
    0, 3_000, 11_000, 13_000,
  ]);
});

test('a finished playlist carries the clock of each segment and says where the recorder was away', () => {
  const text = writePlaylist(segments, { growing: false });
  expect(text.split('\n')).toEqual([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-TARGETDURATION:2',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MAP:URI="1/init.mp4"',
    '#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.000Z',
    '#EXTINF:2.000,',
    '1/0.m4s',
    '#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:02.000Z',
    '#EXTINF:2.000,',
    '1/1.m4s',
    '#EXT-X-DISCONTINUITY',
    '#EXT-X-MAP:URI="2/init.mp4"',
    '#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:11.000Z',
    '#EXTINF:2.000,',
    '2/0.m4s',
    '#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:13.000Z',
    '#EXTINF:1.500,',
    '2/1.m4s',
    '#EXT-X-ENDLIST',
    '',
  ]);
});

test('a growing playlist counts on from the segments it no longer holds', () => {
  const text = writePlaylist(segments.slice(2), { growing: true });
  expect(text).toContain('#EXT-X-MEDIA-SEQUENCE:2\n#EXT-X-DISCONTINUITY-SEQUENCE:1\n#EXT-X-MAP:URI="2/init.mp4"');
  expect(text).not.toContain('ENDLIST');
});

test('what is written is read again, and a line cut short is not taken', () => {
  const text = writePlaylist(segments, { growing: false });
  expect(readPlaylist(text).map(({ address, durationMs, at: instant }) => [address, durationMs, instant])).toEqual(
    segments.map(({ part, index, durationMs, startedAt }) => [`${part}/${index}.m4s`, durationMs, startedAt.getTime()]),
  );
  expect(readPlaylist('#EXTM3U\n#EXTINF:2.000,\n0.m4s\n#EXTINF:2.000,\n1.m')).toHaveLength(1);
});

test('a picture of any size fills its place on the canvas and nothing beside it', () => {
  const canvas = newPicture(64, 36);
  const camera = newPicture(17, 9);
  camera.data.fill(200, 0, 17 * 9);
  const place = fitInto({ x: 32, y: 0, width: 32, height: 36 }, 17, 9);
  drawScaled(camera, canvas, place);
  for (let y = 0; y < 36; y += 1) {
    for (let x = 0; x < 64; x += 1) {
      const inside = x >= place.x && x < place.x + place.width && y >= place.y && y < place.y + place.height;
      expect(canvas.data[y * 64 + x]).toBe(inside ? 200 : 16);
    }
  }
  expect(place.width * 9).toBeCloseTo(place.height * 17, -2);
});

test('a picture is scaled without a shift: a slope stays a slope', () => {
  const [from, to] = [newPicture(8, 2), newPicture(16, 4)];
  for (let index = 0; index < 16; index += 1) from.data[index] = (index % 8) * 20;
  drawScaled(from, to, { x: 0, y: 0, width: 16, height: 4 });
  expect([...to.data.subarray(0, 16)]).toEqual([0, 5, 15, 25, 35, 45, 55, 65, 75, 85, 95, 105, 115, 125, 135, 140]);
});

test('voices are added up without running over, begin together with a lead, and one that runs dry is silent', () => {
  const mix = new Mix();
  const tone = (value: number, seconds: number) => new Int16Array(RATE * seconds).fill(value);
  mix.add('a', tone(1_000, 0.05));
  expect([...new Set(mix.take(480))]).toEqual([0]);
  mix.add('a', tone(1_000, 0.1));
  mix.add('b', tone(32_000, 0.2));
  expect([...new Set(mix.take(RATE / 10))]).toEqual([32_767]);
  mix.leave('b');
  expect([...new Set(mix.take(RATE / 10))]).toEqual([1_000, 0]);
  mix.add('a', tone(5, 0.01));
  expect([...new Set(mix.take(100))]).toEqual([0]);
  for (let index = 0; index < 100; index += 1) mix.add('a', tone(7, 0.02));
  expect(mix.take(RATE).filter((sample) => sample === 7).length, 'what lies too far back is let go').toBe(RATE / 2);
});

/** A mix that counts what is taken of it. */
class CountedMix extends Mix {
  readonly steps: number[] = [];

  override take(count: number): Int16Array {
    this.steps.push(count);
    return super.take(count);
  }
}

test.each([5, 20, 30])('at %i pictures a second the sound keeps its own steps and its length', async (fps) => {
  const folder = newTempFolder('encoder');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [encoder, mix, { data }] = [
    new Encoder(await findFfmpeg(), folder, fps),
    new CountedMix(),
    newPicture(WIDTH, HEIGHT),
  ];
  onTestFinished(() => encoder.kill());
  let pictures = 0;
  encoder.feed(() => {
    pictures += 1;
    return data;
  }, mix);
  await expect.poll(() => pictures, { timeout: 60_000 }).toBeGreaterThanOrEqual(fps);
  await encoder.stop();
  expect(await encoder.ended).toBe(0);
  expect(new Set(mix.steps), 'samples a step: half of what a voice begins with').toEqual(new Set([2_400]));
  expect(Math.abs(mix.steps.length / 20 - pictures / fps), 'seconds apart at the end').toBeLessThanOrEqual(
    1 / fps + 1 / 20,
  );
  expect(await readFile(join(folder, PLAYLIST), 'utf8')).toContain('#EXT-X-ENDLIST');
});
