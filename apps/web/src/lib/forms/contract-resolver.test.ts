import { RoomForm } from '@everexpo/contracts';
import { expect, test } from 'vitest';
import { contractResolver } from './contract-resolver.ts';

const options = { fields: {}, shouldUseNativeValidation: false };
const room = {
  venueZh: '会展中心',
  venueEn: 'Expo centre',
  nameZh: '一号厅',
  nameEn: 'Hall 1',
  mode: 'both',
  seats: 100,
  features: `大屏,${'长'.repeat(41)}`,
};

test('what is wrong within a field is said beside the field', async () => {
  const contractOf = (typed: typeof room) => ({ ...typed, features: typed.features.split(',') });
  const { errors } = await contractResolver({ schema: RoomForm, contractOf }, () => 'zh')(room, undefined, options);
  expect(errors).toEqual({ features: { type: 'too_big', message: '最多 40 个字符。' } });
});

test('what no field shows keeps nothing from the API, which says it', async () => {
  const contractOf = (typed: typeof room) => ({ ...typed, features: [], colour: 'red' });
  const result = await contractResolver({ schema: RoomForm, contractOf }, () => 'zh')(room, undefined, options);
  expect(result).toEqual({ values: contractOf(room), errors: {} });
});
