import { onPath } from '../../../apps/api/src/live/recording/local/find-ffmpeg.ts';

/** The ffprobe on PATH, as the recorder finds its ffmpeg; else the one inside the npm package. */
export const findFfprobe = async (): Promise<string> =>
  onPath('ffprobe') ?? (await import('@ffprobe-installer/ffprobe')).default.path;
