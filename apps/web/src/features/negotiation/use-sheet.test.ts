import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fromBase64, partsOf, replaceText, toBase64 } from './use-sheet.ts';

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
