import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { HOSTILE_TEXTS } from './hostile.ts';

export interface Part {
  name: string;
  /** Null for a plain field. */
  fileName: string | null;
  bytes: Buffer;
}

const pdf = readFileSync(join(import.meta.dirname, '../builders/scan.pdf'));
const PROJECTS =
  '项目编号,项目名称,英文名称,项目简介,英文简介,类别,领域,市州,阶段,需求,英文需求,金额（万元）,联系人邮箱\n' +
  'F-1,{},Title,Summary,Summary,成果转化,新材料,成都,中试阶段,Seeks,Seeks,{},owner@everexpo.example\n';
const SCHEDULE = JSON.stringify({
  schedule: {
    conference: {
      title: 'T',
      days: [
        { rooms: { 主会场: [{ guid: '{}', title: '{}', date: '2026-11-20T09:00:00+08:00', duration: '01:00' }] } },
      ],
    },
  },
});
const CAPTIONS = 'WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n\n999999999:00:00.000 --> 999999999:00:01.000\n{}\n';

const hostileText = fc.constantFrom(...HOSTILE_TEXTS);
const filledWith = (template: string) => hostileText.map((text) => Buffer.from(template.replaceAll('{}', () => text)));

const contents: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(pdf, pdf.subarray(0, 300), Buffer.from('%PDF-1.7\n')) },
  { weight: 1, arbitrary: fc.constantFrom(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('PK\x03\x04')) },
  { weight: 2, arbitrary: filledWith(PROJECTS) },
  { weight: 2, arbitrary: filledWith(SCHEDULE) },
  { weight: 1, arbitrary: filledWith(CAPTIONS) },
  {
    weight: 1,
    arbitrary: filledWith('<schedule><day><room name="{}"><event><title>{}</title></event></room></day></schedule>'),
  },
  { weight: 2, arbitrary: hostileText.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

const fileNames = fc.oneof(
  fc.constantFrom('file.pdf', 'table.csv', 'schedule.json', 'captions.vtt', 'scan.png', ''),
  hostileText,
);

/** A file for a part of a form. */
export const filePart = (name: string): fc.Arbitrary<Part> =>
  fc.record({ name: fc.constant(name), fileName: fileNames, bytes: contents });

const BOUNDARY = 'fuzz-boundary-7d93';

/** The parts as multipart/form-data (RFC 7578), and what its header says; `broken` leaves something out. */
export function multipartOf(parts: Part[], broken: 'end' | 'boundary' | null): { type: string; bytes: Buffer } {
  const quoted = (text: string) =>
    text.toWellFormed().replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
  const pieces = parts.flatMap(({ name, fileName, bytes }) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted(name)}"` +
        (fileName === null ? '' : `; filename="${quoted(fileName)}"\r\nContent-Type: application/octet-stream`) +
        '\r\n\r\n',
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  const end = broken === 'end' ? '' : `--${BOUNDARY}--\r\n`;
  const type = broken === 'boundary' ? 'multipart/form-data' : `multipart/form-data; boundary=${BOUNDARY}`;
  return { type, bytes: Buffer.concat([...pieces, Buffer.from(end)]) };
}
