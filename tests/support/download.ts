import type { Host, Person } from '../../apps/api/src/testing/builders/index.ts';

/** A file as a person of the installation gets it. @throws Error with the status when it is refused */
export async function download({ url }: Host, { cookie }: Pick<Person, 'cookie'>, path: string): Promise<Buffer> {
  const answer = await fetch(url + path, { headers: { cookie } });
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}
