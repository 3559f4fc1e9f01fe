import { runProgram } from './run-program.ts';

export interface CertificateFiles {
  key: string;
  certificate: string;
}

/** Writes a key and a certificate of thirty days that it signs itself; `usage` is an X.509 extension. */
export async function writeSelfSignedCertificate(
  { key, certificate }: CertificateFiles,
  { subject, usage }: { subject: string; usage: string },
): Promise<void> {
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', subject, '-addext', usage];
  await runProgram('openssl', [...request, '-keyout', key, '-out', certificate]);
}
