import { counted, repeated, type Monster } from './monster.ts';

const SCHEDULES = /\/draft\/import/;
const CAPTIONS = /\/captions\//;
const ANY = /./;
const MEGABYTE = 1024 * 1024;

const clock = (seconds: number) => new Date(seconds * 1_000).toISOString().slice(11, 23);

export const textMonsters: Monster[] = [
  {
    name: 'laughs.xml',
    *make(random) {
      const levels = random.int(9, 30);
      yield '<?xml version="1.0"?>\n<!DOCTYPE schedule [<!ENTITY e0 "哈哈哈哈哈哈哈哈哈哈">\n';
      yield* counted(levels, (at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">\n`);
      yield `]>\n<schedule><conference><title>&e${levels};</title></conference></schedule>`;
    },
  },
  {
    name: 'one-entity.xml',
    *make(random) {
      yield '<?xml version="1.0"?>\n<!DOCTYPE schedule [<!ENTITY e "';
      yield* repeated('哈', random.int(50_000, 200_000));
      yield '">]>\n<schedule><conference><title>';
      yield* repeated('&e;', random.int(20_000, 100_000));
      yield '</title></conference></schedule>';
    },
    refused: [{ path: SCHEDULES, rule: ANY }],
  },
  {
    name: 'deep.xml',
    *make(random) {
      const depth = random.int(50_000, 700_000);
      yield '<schedule>';
      yield* repeated('<day>', depth);
      yield* repeated('</day>', depth);
      yield '</schedule>';
    },
    refused: [{ path: SCHEDULES, rule: ANY }],
  },
  {
    name: 'deep.json',
    *make(random) {
      const depth = random.int(500_000, 4_000_000);
      yield '{"schedule":{"events":';
      yield* repeated('[', depth);
      yield* repeated(']', depth);
      yield '}}';
    },
  },
  {
    name: 'events.json',
    *make(random) {
      yield '{"schedule":{"events":[{}';
      yield* repeated(',{}', random.int(500_000, 3_000_000));
      yield ']}}';
    },
    refused: [{ path: SCHEDULES, rule: /^(max_events|memory_limit)$/ }],
  },
  {
    name: 'cues.vtt',
    *make() {
      yield 'WEBVTT\n\n';
      yield* counted(1_000_000, (at) => `${clock(at / 12)} --> ${clock((at + 1) / 12)}\n你好\n\n`);
    },
    refused: [{ path: CAPTIONS, rule: /^max_bytes$/ }],
  },
  {
    name: 'cues-4-mb.vtt',
    *make(random) {
      const cue = random.pick(['00:00.000 --> 00:01.000\n1\n\n', '-->\n', '00:00.000 --> 00:01.000\n\n']);
      yield 'WEBVTT\n\n';
      yield* repeated(cue, Math.floor((4 * MEGABYTE - 100) / cue.length));
    },
    refused: [{ path: CAPTIONS, rule: /^(max_cues|webvtt)$/ }],
  },
  {
    name: 'ledger.ndjson',
    *make(random, scale) {
      yield '{"number":"';
      yield* repeated('0', Math.max(55, random.int(100, 120) * scale) * MEGABYTE);
      yield '"}\n';
    },
    refused: [{ path: ANY, rule: /^max_bytes$/ }],
  },
];
