import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import mergeTree from './merge-updates.ts';

const NOTHING = new Uint8Array();

/** Letters typed and taken away by two people, whose pages hear each other now and then; every change, as they came. */
function typedByTwo(strokes: { who: number; at: number; take: boolean; hear: boolean }[]) {
  const pages = [new Y.Doc(), new Y.Doc()] as const;
  const updates: Uint8Array[] = [];
  for (const page of pages)
    page.on('update', (update: Uint8Array, origin: unknown) => origin !== 'heard' && updates.push(update));
  for (const { who, at, take, hear } of strokes) {
    const [page, other] = who === 0 ? pages : [pages[1], pages[0]];
    if (hear) Y.applyUpdate(page, Y.encodeStateAsUpdate(other), 'heard');
    const sheet = page.getText('sheet');
    if (take && sheet.length > 0) sheet.delete(at % sheet.length, 1);
    else sheet.insert(at % (sheet.length + 1), 'abc'.charAt(at % 3));
  }
  return updates;
}

const textOf = (...updates: Uint8Array[]) => {
  const document = new Y.Doc();
  for (const update of updates) Y.applyUpdate(document, update);
  return document.getText('sheet').toString();
};

test('what is merged says what the changes say, merged at once or on and on', () => {
  const stroke = fc.record({ who: fc.nat(1), at: fc.nat(50), take: fc.boolean(), hear: fc.boolean() });
  fc.assert(
    fc.property(fc.array(stroke, { minLength: 1, maxLength: 100 }), fc.nat(100), (strokes, cut) => {
      const updates = typedByTwo(strokes);
      const text = textOf(...updates);
      expect(textOf(mergeTree({ known: NOTHING, updates }))).toBe(text);
      const known = cut === 0 ? NOTHING : mergeTree({ known: NOTHING, updates: updates.slice(0, cut) });
      expect(textOf(mergeTree({ known, updates: updates.slice(cut) }))).toBe(text);
    }),
  );
});

test('changes that wait for one which is not there yet are kept', () => {
  const [first, ...rest] = typedByTwo(
    Array.from({ length: 40 }, (_, at) => ({ who: 0, at, take: false, hear: false })),
  );
  const late = mergeTree({ known: NOTHING, updates: rest });
  expect(textOf(mergeTree({ known: late, updates: [first as Uint8Array] }))).toHaveLength(40);
});

test('nothing is an update that says nothing', () => {
  expect(textOf(mergeTree({ known: NOTHING, updates: [] }))).toBe('');
});
