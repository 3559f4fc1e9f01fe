import { execFile } from 'node:child_process';

/** The Debian package that brings a program; `npm test` installs what is missing when it runs as root. */
const PACKAGES: Record<string, string> = {
  openssl: 'openssl',
  pdfsig: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdffonts: 'poppler-utils',
};

export interface Ran {
  code: number;
  stdout: string;
}

/**
 * Runs an installed program to its end. Some say by their exit code what they found: they run with `anyCode`.
 * @throws Error that names the package to install when the program is not there; Error when it fails
 */
export function runProgram(program: string, args: string[], { anyCode = false } = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    execFile(program, args, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') {
        const remedy = `Install ${PACKAGES[program] ?? program}; npm test does so when it runs as root.`;
        reject(new Error(`This test needs ${program}, which is not installed. ${remedy}`));
      } else if (error && !(anyCode && typeof error.code === 'number')) {
        reject(new Error(`${program} failed (${error.code ?? error.signal}): ${stderr}`));
      } else {
        resolve({ code: Number(error?.code ?? 0), stdout });
      }
    });
  });
}
