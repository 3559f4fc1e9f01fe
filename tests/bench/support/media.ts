import { readFileSync } from 'node:fs';
import {
  LocalVideoTrack,
  Room,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoCodec,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node';

/** Small pictures: what is measured is not how fast they are encoded, and all ends share two cores. */
const [WIDTH, HEIGHT] = [320, 180];
export const FPS = 15;

/** Publishes a moving picture until it is stopped. */
export async function publish({ url, token }: { url: string; token: string }): Promise<{ stop(): Promise<void> }> {
  const room = new Room();
  await room.connect(url, token, { autoSubscribe: false, dynacast: false });
  const source = new VideoSource(WIDTH, HEIGHT);
  const options = new TrackPublishOptions({
    source: TrackSource.SOURCE_CAMERA,
    videoCodec: VideoCodec.VP8,
    simulcast: false,
  });
  await room.localParticipant?.publishTrack(LocalVideoTrack.createVideoTrack('camera', source), options);
  const picture = new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(128);
  let turn = 0;
  const timer = setInterval(() => {
    turn += 1;
    picture.fill((turn * 8) % 256, 0, WIDTH * 20);
    source.captureFrame(new VideoFrame(picture, WIDTH, HEIGHT, VideoBufferType.I420));
  }, 1000 / FPS);
  return {
    async stop() {
      clearInterval(timer);
      await room.disconnect();
    },
  };
}

/** Processor seconds that a process has used (Linux's /proc, in ticks of a hundredth). */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Bytes of memory that a process holds. */
export const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
