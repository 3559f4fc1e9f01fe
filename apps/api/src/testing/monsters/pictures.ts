import { createDeflate, crc32 } from 'node:zlib';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import type { Chunk, Monster } from './monster.ts';

const SCANS = /paper scan|\/evidence/;
const SIDE = 30_000;

/** What deflate makes of this, held alone: what it is made of is not. */
export const deflated = (content: Iterable<Chunk>): Promise<Buffer> =>
  buffer(Readable.from(content, { objectMode: false }).pipe(createDeflate({ level: 4 })));

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** PNG, section 5.3: length, type, data, checksum of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** A white picture of one bit a pixel, whole and small. */
async function* png(width: number, height: number): AsyncGenerator<Buffer> {
  const row = Buffer.alloc(1 + Math.ceil(width / 8), 0xff);
  row[0] = 0;
  const rows = function* () {
    for (let at = 0; at < height; at += 1) yield row;
  };
  yield Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  yield chunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.from([1, 0, 0, 0, 0])]));
  yield chunk('IDAT', await deflated(rows()));
  yield chunk('IEND', Buffer.alloc(0));
}

/** A small picture whose frame header (T.81, B.2.2) claims another size. */
async function* jpeg(width: number, height: number): AsyncGenerator<Buffer> {
  const create = { width: 16, height: 16, channels: 3 as const, background: '#c33' };
  const bytes = await sharp({ create }).jpeg().toBuffer();
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  yield bytes;
}

export const pictureMonsters: Monster[] = [
  {
    name: 'huge.png',
    make: (random) => png(random.int(SIDE / 2, SIDE), SIDE),
    refused: [{ path: SCANS, rule: /^max_pixels$/ }],
  },
  {
    name: 'huge.jpg',
    make: (random) => jpeg(SIDE, random.int(SIDE / 2, SIDE)),
    refused: [{ path: SCANS, rule: /^max_pixels$/ }],
  },
];
