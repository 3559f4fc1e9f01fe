import { linkSync, rmSync, writeFileSync } from 'node:fs';

/** What file systems without hard links (exFAT, some network mounts) answer. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EACCES', 'EINVAL'];

/**
 * Creates a file that nobody else may read, whole from its first moment where the file system has hard links; elsewhere
 * a reader may meet it before its text. False when the file is there already, which stays as it is.
 */
export function createAtomically(
  file: string,
  text: string,
  link: (from: string, to: string) => void = linkSync,
): boolean {
  const aside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(aside, text, { mode: 0o600 });
    return unlessExists(() => link(aside, file));
  } catch (error) {
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return unlessExists(() => writeFileSync(file, text, { mode: 0o600, flag: 'wx' }));
  } finally {
    rmSync(aside, { force: true });
  }
}

function unlessExists(create: () => void): boolean {
  try {
    create();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
