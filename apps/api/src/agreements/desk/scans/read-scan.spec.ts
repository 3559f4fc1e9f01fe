import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aPdf, bareOf } from '../../../testing/files.ts';
import { pauseReading } from '../../../testing/clients/pause-reading.ts';
import { readScan } from './read-scan.ts';

const BOX = '/MediaBox [0 0 200 200]';
const hello = (options: PDFKit.PDFDocumentOptions = {}) => aPdf(options, (page) => page.text('hello'));
const text = 'BT (hello) Tj ET';
const written = (contents = text) =>
  bareOf(`${BOX} /Contents 4 0 R`, `<< /Length ${contents.length} >>\nstream\n${contents}\nendstream`);
const spacesOf = (megabytes: number) => {
  const packed = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, ' ')).toString('latin1');
  const stream = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`;
  return bareOf(`${BOX} /Contents 4 0 R`, stream);
};
const joined = (...parts: (Buffer | string)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const picture = (side: number) => sharp({ create: { width: side, height: side, channels: 3, background: 'white' } });

describe('a PDF that is whole is kept as it is', () => {
  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['with a page', () => hello()],
    ['without a word on its page', () => bareOf(BOX)],
    ["with an owner's password only, 40 bits", () => hello({ ownerPassword: 'owner', pdfVersion: '1.3' })],
    [
      "with an owner's password only, 128 bits",
      () => hello({ ownerPassword: 'owner', pdfVersion: '1.7', permissions: { copying: false } }),
    ],
    ["with an owner's password only, 256 bits", () => hello({ ownerPassword: 'owner', pdfVersion: '1.7ext3' })],
    ['with lines after its end', () => joined(written(), '\r\n\r\n')],
    ['with a large array', () => bareOf(BOX, `[${'0 '.repeat(300_000)}]`)],
  ])('%s', async (_name, make) => {
    const bytes = await make();
    const startedAt = performance.now();
    expect((await readScan(bytes, 'somebody')).bytes.equals(bytes)).toBe(true);
    console.log(`read in ${Math.round(performance.now() - startedAt)} ms`);
  });
});

describe('what cannot be kept is refused by its rule', () => {
  test.each<[string, string, () => Promise<Buffer> | Buffer]>([
    ['a PDF cut in its middle', 'readable', async () => (await hello()).subarray(0, 700)],
    ['a PDF cut within its last line', 'readable', () => written().subarray(0, -5)],
    ['a PDF cut and closed again', 'readable', () => joined(written().subarray(0, 200), '\n%%EOF\n')],
    ['a PDF with a hole', 'readable', () => joined(written().subarray(0, 200), written().subarray(230))],
    ['a PDF cut in an update of it', 'readable', () => joined(written(), '3 0 obj\n<< /Type /Page')],
    ["a PDF whose page's contents are missing", 'readable', () => bareOf(`${BOX} /Contents 9 0 R`, '<< >>')],
    [
      'a PDF of no page',
      'readable',
      () =>
        Buffer.from(
          bareOf(BOX).toString('latin1').replace('/Kids [3 0 R] /Count 1', '/Kids [     ] /Count 0'),
          'latin1',
        ),
    ],
    ['a PDF with a password', 'not_encrypted', () => hello({ userPassword: 'user' })],
    [
      'a PDF with a script far inside',
      'no_scripts',
      () => bareOf(BOX, '[[[[<< /A [ 5 0 R ] >>]]]]', '<< /S /JavaScript /JS (app.alert) >>'),
    ],
    ['a PDF of 100 MB of nothing, packed', 'max_content', () => spacesOf(100)],
    ['a picture cut in its middle', 'readable', async () => (await picture(400).jpeg().toBuffer()).subarray(0, 500)],
    ['a picture of 144 million pixels', 'max_pixels', () => picture(12_000).png({ compressionLevel: 1 }).toBuffer()],
  ])('%s: %s', async (_name, rule, make) => {
    await expect(readScan(await make(), 'somebody')).rejects.toMatchObject({
      status: 422,
      code: 'unsafe_scan',
      errors: [{ pointer: '/scan', rule }],
    });
  });

  test('another kind of file', async () => {
    await expect(readScan(Buffer.from('GIF89a'), 'somebody')).rejects.toMatchObject({ status: 415 });
  });
});

test('this process answers while a hostile file is read elsewhere', async () => {
  const bytes = bareOf(
    BOX,
    `[${Array.from({ length: 60_000 }, (_, at) => `${at + 5} 0 R`).join(' ')}]`,
    ...Array.from({ length: 60_000 }, () => '<< /A 1 >>'),
  );
  const startedAt = performance.now();
  let reading = true;
  const read = readScan(bytes, 'somebody').finally(() => (reading = false));
  const goOn = await pauseReading();
  const ownWork = createServer((_, answer) => answer.end('here')).listen(0, '127.0.0.1');
  onTestFinished(() => void ownWork.close());
  await once(ownWork, 'listening');
  const { port } = ownWork.address() as AddressInfo;
  for (let request = 1; request <= 10; request += 1) {
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here');
  }
  expect(reading, 'it is still being read').toBe(true);
  goOn();
  await read;
  console.log(`${bytes.length} bytes of objects read in ${Math.round(performance.now() - startedAt)} ms`);
});
