import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  LocalVideoTrack,
  VideoBufferType,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node';

const [WIDTH, HEIGHT, FRAMES_PER_SECOND] = [320, 180, 10];
const [SAMPLE_RATE, TONE_HZ, LOUDNESS] = [48_000, 440, 8_000];
const FRAME_MS = 1_000 / FRAMES_PER_SECOND;

/** A generated picture, a bright bar that moves over grey, and a steady tone. */
export class Camera {
  readonly picture: LocalVideoTrack;
  readonly sound: LocalAudioTrack;
  private readonly timer: NodeJS.Timeout;
  private count = 0;

  constructor() {
    const video = new VideoSource(WIDTH, HEIGHT);
    const audio = new AudioSource(SAMPLE_RATE, 1);
    this.picture = LocalVideoTrack.createVideoTrack('camera', video);
    this.sound = LocalAudioTrack.createAudioTrack('microphone', audio);
    const tone = toneOf(SAMPLE_RATE / FRAMES_PER_SECOND);
    this.timer = setInterval(() => {
      this.count += 1;
      video.captureFrame(pictureOf(this.count));
      // A machine that was busy sends no sound twice as fast afterwards.
      if (audio.queuedDuration < 5 * FRAME_MS) void audio.captureFrame(tone);
    }, FRAME_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([this.picture.close(true), this.sound.close(true)]);
  }
}

function pictureOf(count: number): VideoFrame {
  const data = new Uint8Array(WIDTH * HEIGHT * 1.5).fill(128);
  const left = (count * 8) % (WIDTH - 16);
  for (let row = 0; row < HEIGHT; row += 1) data.fill(235, row * WIDTH + left, row * WIDTH + left + 16);
  return new VideoFrame(data, WIDTH, HEIGHT, VideoBufferType.I420);
}

/** Whole periods, so that one follows on another without a click. */
function toneOf(samples: number): AudioFrame {
  const step = (2 * Math.PI * TONE_HZ) / SAMPLE_RATE;
  const wave = Int16Array.from({ length: samples }, (_, at) => LOUDNESS * Math.sin(step * at));
  return new AudioFrame(wave, SAMPLE_RATE, 1, samples);
}
