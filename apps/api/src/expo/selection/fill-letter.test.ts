import { expect, test } from 'vitest';
import { fillLetter } from './fill-letter.ts';

test.each([
  ['Dear {name}: {title}', "US$'000 fund", '李明', "Dear 李明: US$'000 fund"],
  ['{name}, {title}', 'For {name} of {title}', '$& $1 $`', '$& $1 $`, For {name} of {title}'],
  ['{title} {title} {Title} {} {other} {name', '甲', '乙', '甲 甲 {Title} {} {other} {name'],
])('%s is filled once, literally', (letter, title, name, filled) => {
  expect(fillLetter(letter, { title, name })).toBe(filled);
});
