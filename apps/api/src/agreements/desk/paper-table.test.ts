import { expect, test } from 'vitest';
import { checkRow } from '../../platform/index.ts';
import { PAPER_COLUMNS, PaperRow } from './paper-table.ts';

const ROW = {
  title: '循环经济合作协议',
  kind: '合作协议',
  partyA: '内江循环经济研究院',
  partyB: '资阳示范公司',
  amountFen: '128',
  termMonths: '24',
  city: '内江',
  track: '成果转化',
  signedOn: '2026-01-06',
  scan: 'a.pdf',
};
const errorsOf = (changed: Partial<typeof ROW>) =>
  checkRow(3, { ...ROW, ...changed }, PAPER_COLUMNS, PaperRow).rowErrors;

test('a row as it should be has no error', () => expect(errorsOf({})).toEqual([]));

test.each([
  ['name_signs', '公司😀', '姓名或名称只能用文字、数字和标点。'],
  ['name_letter', '（——）', '姓名或名称至少要有一个文字或数字。'],
  ['name_marks', 'A\u0330\u0331\u0332B', '姓名或名称中的附加符号过多。'],
  ['one_script', 'Пaypal 公司', '同一个词中不能混用不同的文字。'],
  ['differ', ROW.partyA, '甲方和乙方不能相同'],
])('party B that breaks %s is told so', (rule, partyB, detailZh) => {
  expect(errorsOf({ partyB })).toMatchObject([{ row: 3, column: '乙方', rule, detailZh }]);
});
