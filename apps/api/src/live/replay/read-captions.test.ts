import { describe, expect, test } from 'vitest';
import { readCaptions, type CaptionError } from './read-captions.ts';

const cue = '00:00:01.000 --> 00:00:02.000';
const errorsOf = (text: string): string[] => {
  try {
    readCaptions(text);
    return [];
  } catch (error) {
    return ((error as CaptionError).errors ?? []).map(({ rule, values }) =>
      values?.line === undefined ? rule : `line ${values.line}: ${rule}`,
    );
  }
};

describe('captions that others make are taken', () => {
  test.each([
    [
      'YouTube',
      'WEBVTT\nKind: captions\nLanguage: zh-CN\n\n' +
        '00:00:00.160 --> 00:00:02.310 align:start position:0%\n大家好<00:00:01.000><c> 欢迎</c>\n',
      '大家好 欢迎',
    ],
    ['HLS', `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n${cue}\n你好\n`, '你好'],
    [
      'HLS, lines end with CR LF',
      `WEBVTT\r\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\r\n\r\n${cue}\r\n你好\r\n`,
      '你好',
    ],
    [
      'regions',
      'WEBVTT - 中文\n\nREGION\nid:fred\nwidth:40%\nscroll:up\n\nSTYLE\n::cue { color: lime }\n\n' +
        `NOTE 注释\n\n1\n${cue} region:fred align:left\n<v 讲者>你好</v>\n`,
      '你好',
    ],
    ['a region in the header', `WEBVTT\nRegion: id=fred width=40%\n\n${cue}\n你好\n`, '你好'],
    ['no blank line after the signature', `WEBVTT\n${cue}\n你好\n`, '你好'],
    ['a setting nobody knows', `WEBVTT\n\n${cue} size:1000% glow:yes line:x\n你好\n`, '你好'],
    ['a tag that is not closed', `WEBVTT\n\n${cue}\n<b>你好 &amp; <00:00:09.000>再见\n`, '你好 & 再见'],
    ['references of what no database keeps', `WEBVTT\n\n${cue}\n你好&#0;&#55296;&lt;\n`, '你好\ufffd<'],
    ['a byte order mark', `\ufeffWEBVTT\n\n${cue}\n你好\n`, '你好'],
  ])('%s', (_maker, text, words) => {
    expect(readCaptions(text).map((one) => one.words)).toEqual([words]);
  });

  test('cues that overlap or are out of order come in order', () => {
    const text = 'WEBVTT\n\n00:05.000 --> 00:09.000\n乙\n\n00:01.000 --> 00:06.000\n甲\n';
    expect(readCaptions(text).map(({ startsMs, words }) => [startsMs, words])).toEqual([
      [1_000, '甲'],
      [5_000, '乙'],
    ]);
  });
});

describe('what would lose a caption is refused with its line', () => {
  test.each([
    ['999 hours', 'WEBVTT\n\n999:00:00.000 --> 999:00:01.000\n你好\n', 'line 3: cue_too_late'],
    ['an end after 24 hours', 'WEBVTT\n\n00:00:00.000 --> 24:00:00.000\n你好\n', 'line 3: cue_too_late'],
    [
      'more digits than numbers have',
      `WEBVTT\n\n${'9'.repeat(40)}:00:00.000 --> ${'9'.repeat(40)}:00:01.000\n你好\n`,
      'line 3: cue_too_late',
    ],
    [
      'an end far behind its arrow',
      `WEBVTT\n\n00:00:00.000 -->${' '.repeat(300)}999999:00:00.000\n你好\n`,
      'line 3: cue_too_late',
    ],
    [
      'hours behind many noughts',
      `WEBVTT\n\n${'0'.repeat(220)}999999:00:00.000 --> ${'0'.repeat(220)}999999:00:01.000\n你好\n`,
      'line 3: cue_too_late',
    ],
    ['an end before its beginning', 'WEBVTT\nKind: captions\n\n00:05.000 --> 00:04.000\n你好\n', 'line 4: webvtt'],
    ['SRT', '1\n00:00:01,000 --> 00:00:02,000\n你好\n', 'line 1: webvtt'],
    ['a line that is no caption', `WEBVTT\n\n${cue}\n你好\n\n第二句没有时间\n第三句\n`, 'line '],
    ['tags without end', `WEBVTT\n\n${cue}\n${'<b>'.repeat(200_000)}\n`, 'line 4: cue_too_long'],
    ['settings without end', `WEBVTT\n\n${cue} ${'a:b '.repeat(200_000)}\n你好\n`, 'line 3: cue_too_long'],
  ])('%s', (_what, text, line) => {
    expect(errorsOf(text)[0]).toMatch(new RegExp(`^${line}`));
  });

  test('the error keeps its line behind a header and a region', () => {
    expect(errorsOf('WEBVTT\nKind: captions\n\nREGION\nid:a\n\n00:xx --> 00:02.000\n你好\n')[0]).toMatch(/^line 7: /);
  });
});
