import type { Verification } from '@everexpo/contracts';
import { expect, test } from 'vitest';
import { drawCertificate } from './draw-certificate.ts';

const party = '内江循环经济研究院与资阳储能材料联合实验室'.repeat(5);
const verification = {
  slip: {
    number: 'KC-2026-000123',
    title: '龘𠮷野 Łódź Erdoğan བོད་ཡིག '.repeat(6).trim().slice(0, 120),
    kind: 'cooperation',
    registeredAt: '2026-11-20T08:00:00.000Z',
    parties: Array.from({ length: 8 }, (_, index) => `${party}${index}`),
    amountFen: 9_007_199_254_740_991,
  },
  entry: { edition: 'KC-2026', seq: 123, hash: 'a'.repeat(64), document: 'b'.repeat(64) },
  edition: { nameZh: '科创会', nameEn: 'Everexpo', demo: true, timeZone: 'Asia/Shanghai' },
} as unknown as Verification;

test('a certificate is drawn elsewhere, once however often it is asked for; others are answered', async () => {
  const text = { verification, verifyUrl: 'https://everexpo.example/verify/KC-2026-000123' };
  let answered = 0;
  const pulse = setInterval(() => (answered += 1), 1);
  const asked = Promise.all(Array.from({ length: 100 }, (_, index) => drawCertificate(text, `party ${index % 8}`)));
  const all = await asked.finally(() => clearInterval(pulse));
  expect(answered, 'turns of this process while the certificate was drawn').toBeGreaterThan(10);
  expect(new Set(all).size).toBe(1);
  expect(all[0]?.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await drawCertificate(text, 'somebody later')).toBe(all[0]);
  const hidden = { ...verification, slip: { ...verification.slip, parties: null } };
  expect(await drawCertificate({ ...text, verification: hidden }, 'a party')).not.toBe(all[0]);
});
