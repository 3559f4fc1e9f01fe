import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';

test.each([
  ['Mu\u0308ller.pdf', 'M\u00fcller.pdf'],
  ['a\u202efdp.exe', 'afdp.exe'],
  ['a\u200f\u061c\u200bb\u2060\ufeff.pdf', 'ab.pdf'],
  ['a\ufdd0\u{1fffe}b.pdf', 'ab.pdf'],
  ['line\u2028break\r\n.pdf', 'linebreak.pdf'],
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['\ud800.pdf', '\ufffd.pdf'],
  ['\u{1f469}\u200d\u{1f52c}.pdf', '\u{1f469}\u200d\u{1f52c}.pdf'],
  [`${'\u{20bb7}'.repeat(200)}.pdf`, `${'\u{20bb7}'.repeat(116)}.pdf`],
])('%j is kept as %j', (sent, kept) => {
  expect(fileName(sent)).toBe(kept);
});

test.each(['', ' ', '\u200b', '\u200b\u200d', '\ufeff', '\u2060\u3164', '\u2800', '\u00ad', '\ufdd0', '\u0000'])(
  'of %j nothing can be seen: another stands in',
  (sent) => {
    expect(fileName(sent, 'deck.pdf')).toBe('deck.pdf');
  },
);
