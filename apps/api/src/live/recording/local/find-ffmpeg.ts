import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The ffmpeg on PATH, else the one inside the npm package.
 * @throws Error where the package has none for this machine
 */
export const findFfmpeg = async (): Promise<string> =>
  onPath('ffmpeg') ?? (await import('@ffmpeg-installer/ffmpeg')).default.path;

/** A program in the first folder of PATH that has it, or undefined. */
export function onPath(program: string, path = process.env.PATH ?? ''): string | undefined {
  const name = process.platform === 'win32' ? `${program}.exe` : program;
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
