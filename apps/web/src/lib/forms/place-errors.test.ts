import { expect, test } from 'vitest';
import { placeErrors } from './place-errors.ts';

const values = {
  title: '',
  amount: '',
  scan: null as File | null,
  payments: [{ title: '', amount: '' }],
  answers: { team: '' },
  features: '大屏, 同传',
};
const placed = (pointer: string) =>
  placeErrors([{ pointer, rule: 'r', detail: 'said' }], values, (part) => part.replace(/amountFen$/, 'amount')).map(
    ({ name }) => name,
  );

test.each([
  ['/title', 'title'],
  ['/amountFen', 'amount'],
  ['/scan', 'scan'],
  ['/payments/0/amountFen', 'payments.0.amount'],
  ['/payments', 'payments.root'],
  ['/payments/7/title', 'payments.root'],
  ['/answers/team', 'answers.team'],
  ['/features/1', 'features'],
])('%s is said at %s', (pointer, name) => {
  expect(placed(pointer)).toEqual([name]);
});

test.each(['/', '/version', '/answers', '/answers/unknown', '/payments/0/colour'])(
  '%s has no field and is left to what is said of the whole',
  (pointer) => {
    expect(placed(pointer)).toEqual([]);
  },
);

test('a file that was chosen is one field', () => {
  const chosen = { ...values, scan: new File([], 'scan.pdf') };
  expect(placeErrors([{ pointer: '/scan', rule: 'readable', detail: '扫描件已损坏' }], chosen, (part) => part)).toEqual(
    [{ name: 'scan', type: 'readable', message: '扫描件已损坏' }],
  );
});
