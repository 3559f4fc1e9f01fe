import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { caretAfter, partsOf, replaceText } from './sheet-text.ts';
import { fromBase64, toBase64 } from './use-sheet.ts';

test('writing changes only what differs, in the writer’s name', () => {
  const document = new Y.Doc();
  const sheet = document.getText('sheet');
  replaceText(sheet, '金额：一百万元', 'a');
  replaceText(sheet, '金额：两百万元', 'b');
  expect(partsOf(sheet)).toEqual([
    { text: '金额：', by: 'a' },
    { text: '两', by: 'b' },
    { text: '百万元', by: 'a' },
  ]);
});

test('whatever is typed, the sheet says it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 8 }), (texts) => {
      const sheet = new Y.Doc().getText('sheet');
      for (const text of texts) replaceText(sheet, text, 'x');
      expect(sheet.toString()).toBe(texts.at(-1) ?? '');
    }),
  );
});

test('what two people wrote apart merges, and survives its way as text', () => {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  replaceText(one.getText('sheet'), '甲写的。', 'a');
  Y.applyUpdate(other, fromBase64(toBase64(Y.encodeStateAsUpdate(one))));
  replaceText(one.getText('sheet'), '甲写的。再加一句。', 'a');
  replaceText(other.getText('sheet'), '乙在前。甲写的。', 'b');
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  expect(one.getText('sheet').toString()).toBe('乙在前。甲写的。再加一句。');
  expect(other.getText('sheet').toString()).toBe(one.getText('sheet').toString());
});

test.each([
  ['before it moves it on', '甲乙', 1, [{ insert: '丙' }], 2],
  ['behind it leaves it', '甲乙', 1, [{ retain: 2 }, { insert: '丙' }], 1],
  ['right at it comes behind it', '甲乙', 1, [{ retain: 1 }, { insert: '丙' }], 1],
  ['that deletes what is before it draws it back', '甲乙丙', 3, [{ retain: 1 }, { delete: 1 }], 2],
  ['that deletes around it leaves it at the gap', '甲乙丙丁', 2, [{ retain: 1 }, { delete: 2 }], 1],
  ['that replaces what is before it', '甲乙丙', 3, [{ delete: 1 }, { insert: '一二' }], 4],
])('a caret: another’s change %s', (_, text, caret, change, after) => {
  expect(caret).toBeLessThanOrEqual(text.length);
  expect(caretAfter(change, caret)).toBe(after);
});
