import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { undrawable } from './drawable.ts';
import { renderPdf } from './paper.ts';

const written = async (text: string, size = 12) => {
  const bytes = await renderPdf({ title: 'x', date: new Date(0) }, (_page, pen) => pen.write(text, { size }));
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  return items.map((item) => ('str' in item ? item.str : '')).join('');
};

describe('what names and technical texts hold is written', () => {
  test.each([
    ['Latin', 'Łódź Žižek Erdoğan Đặng Nguyễn Ħ ẞ ÿ ŵ'],
    ['Greek, Cyrillic', 'Ελλάδα άέή Київ Ђорђевић ѣ'],
    ['rare ideographs', '𠮷野家 𠝹 﨑 𫟹 镕 㛃 䶮 〇'],
    ['kana, Hangul, Bopomofo', 'ひらがなカタカナ 한글 ㄅㄆ'],
    ['Tibetan', 'བོད་ཡིག'],
    ['Yi', 'ꆈꌠꁱꂷ'],
    ['mathematics and units', '∮∯⊗ℝ𝔸 ±0.5 ℃ Ω μm ㎡ ≤≥≈ x² CO₂ ①②'],
    ['signs and emoji', '✓ ☎ ★ → ⚙ 🎉 🚀 🤖'],
  ])('%s', async (_script, text) => {
    expect(undrawable(text)).toBeNull();
    expect((await written(text)).replaceAll(' ', '')).toBe(text.normalize('NFC').replaceAll(' ', ''));
  });

  test('tabs are spaces; what has no form leaves nothing, and no box', async () => {
    expect(await written('甲\t乙\u200b丙\u200d丁\ufeff戊\u00ad己\ufe0f')).toMatch(/^甲 +乙丙丁戊己$/);
  });

  test('a letter and its mark are one', async () => {
    expect(await written('Cafe\u0301 Nguye\u0302\u0303n')).toBe('Café Nguyễn');
  });
});

test.each([
  ['𠀁', 'U+20001'],
  ['שלום', 'U+05E9'],
  ['مرحبا', 'U+0645'],
  ['\ue000', 'U+E000'],
  ['\u0378', 'U+0378'],
])('%s is named as what cannot be written', (text, point) => {
  expect(undrawable(`甲${text}乙`)).toContain(point);
});

test.each([
  ['an override', '支付 \u202e000001\u202c 元', 'U+202E'],
  ['an embedding', '\u202b甲方', 'U+202B'],
  ['an isolate', '甲\u2067乙\u2069', 'U+2067'],
  ['a mark', '100\u200f,200', 'U+200F'],
])(
  '%s that turns the order on screens, not on paper, is named without turning what is said of it',
  (_what, text, point) => {
    expect(undrawable(text)).toBe(point);
  },
);

test('where it is too late to refuse, a sign stands for what cannot be written', async () => {
  expect(await written('甲\ue000乙')).toBe('甲〓乙');
});
