import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Random } from '../../demo/generate/random.ts';
import type { Monster } from './monster.ts';
import { pdfMonsters } from './pdfs.ts';
import { pictureMonsters } from './pictures.ts';
import { tableMonsters } from './tables.ts';
import { textMonsters } from './texts.ts';

export type { Monster } from './monster.ts';

export const MONSTERS: Monster[] = [...tableMonsters, ...textMonsters, ...pictureMonsters, ...pdfMonsters];

/** Writes a monster with measures as they are drawn, and gives the path of its file. */
export async function writeMonster(folder: string, monster: Monster, random: Random, scale = 1): Promise<string> {
  const path = join(folder, monster.name);
  await pipeline(Readable.from(monster.make(random, scale), { objectMode: false }), createWriteStream(path));
  return path;
}
