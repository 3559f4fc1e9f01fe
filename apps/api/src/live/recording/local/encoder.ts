import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { SEGMENT_SECONDS } from '../recorder.ts';
import { HEIGHT, WIDTH } from './screen.ts';
import { Mix, RATE } from './mix.ts';

/** Sound is taken in so many steps a second, whatever the pictures are: each is half of what a voice begins with. */
const SOUND_STEPS = 20;
const BITRATE_KBPS = 1_800;

export const PLAYLIST = 'list.m3u8';

/**
 * ffmpeg, fed with pictures and sound at the pace of the clock: the picture numbered n shows the instant n / fps
 * seconds after the first one, whatever the network or this machine does. When it is slow, pictures wait for it and are
 * then the newest ones, so that neither memory nor the distance to the clock grows.
 */
export class Encoder {
  readonly ended: Promise<number | string>;
  private readonly child: ChildProcess;
  private firstPictureAt: number | null = null;
  private stopping = false;
  /** Since the first picture, up to the call of {@link stop}. */
  private elapsedMs: () => number = () => -Infinity;
  private feeding: Promise<unknown> | null = null;

  /** @param fps pictures a second */
  constructor(
    ffmpeg: string,
    folder: string,
    private readonly fps: number,
  ) {
    this.child = spawn(ffmpeg, argumentsFor(folder, fps), { stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('exit', (code, signal) => resolve(signal ?? code ?? 0));
    });
    // A broken pipe is told by the end of the process.
    for (const pipe of this.pipes) pipe.on('error', () => undefined);
  }

  /** The instant of the first picture, in milliseconds of the Unix epoch; null before it. */
  get startedAt(): number | null {
    return this.firstPictureAt;
  }

  /** Asks for pictures (I420 of the canvas' size) and sound until {@link stop}. */
  feed(picture: () => Uint8Array, mix: Mix): void {
    const startedAt = Date.now();
    this.firstPictureAt = startedAt;
    this.elapsedMs = () => Date.now() - startedAt;
    const [video, audio] = this.pipes;
    this.feeding = Promise.all([
      this.feedPipe(this.fps, async () => write(video, picture())),
      this.feedPipe(SOUND_STEPS, async () => {
        const { buffer, byteOffset, byteLength } = mix.take(RATE / SOUND_STEPS);
        await write(audio, new Uint8Array(buffer, byteOffset, byteLength));
      }),
    ]);
  }

  /** Ends pictures and sound at the same instant, that of the call, and resolves when ffmpeg has written everything. */
  async stop(): Promise<void> {
    const last = this.elapsedMs();
    this.elapsedMs = () => last;
    this.stopping = true;
    await Promise.race([this.feeding, this.ended]);
    for (const pipe of this.pipes) pipe.end();
    await this.ended;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private get pipes(): [Writable, Writable] {
    return [this.child.stdin as Writable, this.child.stdio[3] as Writable];
  }

  private async feedPipe(perSecond: number, one: () => Promise<void>): Promise<void> {
    for (let done = 0; ;) {
      const due = Math.floor((this.elapsedMs() * perSecond) / 1000) + 1;
      if (done < due) {
        await one();
        done += 1;
      } else if (this.stopping) {
        return;
      } else {
        await new Promise((resolve) => setTimeout(resolve, 500 / perSecond));
      }
    }
  }
}

/** Resolves once ffmpeg has taken it all, or is gone. */
const write = (pipe: Writable, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => pipe.write(bytes, () => resolve()));

/**
 * H.264 and AAC in fragmented MP4, each segment beginning with a whole picture, so that it can be cut there without
 * encoding anew.
 */
function argumentsFor(folder: string, fps: number): string[] {
  const pictures = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-s',
    `${WIDTH}x${HEIGHT}`,
    '-r',
    String(fps),
    '-thread_queue_size',
    '8',
    '-i',
    'pipe:0',
  ];
  const sound = ['-f', 's16le', '-ar', String(RATE), '-ac', '1', '-thread_queue_size', '64', '-i', 'pipe:3'];
  const whole = String(fps * SEGMENT_SECONDS);
  const video = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-profile:v',
    'main',
    '-pix_fmt',
    'yuv420p',
    '-bf',
    '0',
    '-g',
    whole,
    '-keyint_min',
    whole,
    '-sc_threshold',
    '0',
  ];
  const rate = ['-b:v', `${BITRATE_KBPS}k`, '-maxrate', `${BITRATE_KBPS}k`, '-bufsize', `${BITRATE_KBPS * 2}k`];
  const hls = [
    '-f',
    'hls',
    '-hls_time',
    String(SEGMENT_SECONDS),
    '-hls_list_size',
    '0',
    '-hls_playlist_type',
    'event',
    '-hls_segment_type',
    'fmp4',
  ];
  return [
    ...[
      '-hide_banner',
      '-loglevel',
      'error',
      '-nostdin',
      ...pictures,
      ...sound,
      '-map',
      '0:v',
      '-map',
      '1:a',
      ...video,
      ...rate,
    ],
    ...[
      '-c:a',
      'aac',
      '-b:a',
      '96k',
      ...hls,
      '-hls_fmp4_init_filename',
      'init.mp4',
      '-hls_segment_filename',
      join(folder, '%d.m4s'),
      join(folder, PLAYLIST),
    ],
  ];
}
