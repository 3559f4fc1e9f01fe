import type { SignatureEvidence, Verification } from '@everexpo/contracts';
import { describe, expect, test } from 'vitest';
import { misplaced, readPaper, wordsOf } from '../../testing/read-paper.ts';
import { evidencePages } from '../sealing/evidence-pages.ts';
import { agreementDocument, type AgreementText } from './agreement-document.ts';
import { certificate } from './certificate/certificate.ts';
import { drawAgreement } from './draw-agreement.ts';

/** As long as the contracts allow, in every script at once. */
const MIXED = '𠮷野Łódź Erdoğan བོད་ཡིག ꆈꌠ ±0.5℃ 🎉';
const long = (length: number, text = MIXED) =>
  [...text.repeat(Math.ceil(length / text.length) + 1)].slice(0, length).join('').trim();
const unbroken = (length: number) => '9'.repeat(length);
const spaceless = (text: string) => text.replaceAll(/\s/gu, '');
const sha = 'a'.repeat(64);
const id = '0198c9a2-6f5e-7c60-8d5a-3f6f0a6d9e11';

describe.each([
  ['plain', '联合研发合作协议'],
  ['as long as may be', long(120)],
  ['one word without end', unbroken(120)],
  ['wide', '龘'.repeat(120)],
  ['tabs and what has no form', '甲\t乙\u200b丙\u200d丁\ufeff合作'],
])('a title that is %s', (_name, title) => {
  const shown = spaceless(title.replaceAll(/\u200b|\u200d|\ufeff/g, ''));
  const parties = Array.from({ length: 6 }, (_, index) => ({
    name: `Dr.-Ing. ${long(40)}${index}`,
    organisation: `${long(100)}${index}`,
  }));

  test('stands whole in the agreement, and nothing stands on it', async () => {
    const details = {
      ip: 'keeps-own',
      payments: Array.from({ length: 24 }, (_, index) => ({
        title: long(60),
        dueOn: '2026-12-01',
        amountFen: index + 1,
      })),
      milestones: [{ title: unbroken(80), dueOn: '2026-12-01' }],
      exclusivity: null,
      territory: '',
      shareBasisPoints: null,
      otherTerms: long(4000),
    } as const;
    const startedAt = performance.now();
    const bytes = await agreementDocument({
      id,
      version: 1,
      kind: 'cooperation',
      title,
      amountFen: 9_007_199_254_740_991,
      termMonths: 600,
      terms: `${long(7000)}\n${unbroken(900)}`,
      details: { ...details, payments: [...details.payments], milestones: [...details.milestones] },
      parties,
      amends: null,
    });
    console.log(`agreement of ${bytes.length} bytes drawn in ${Math.round(performance.now() - startedAt)} ms`);
    const paper = await readPaper(bytes);
    expect(misplaced(paper, 64)).toEqual([]);
    expect(wordsOf(paper)).toContain(shown);
    for (const { name, organisation } of parties) expect(wordsOf(paper)).toContain(spaceless(organisation + name));
    expect(wordsOf(paper)).toContain(unbroken(900));
  });

  test("leaves the certificate's dates, hashes and code clear", async () => {
    const verification = {
      slip: {
        number: `KC-2026-000123`,
        title,
        kind: 'cooperation',
        registeredAt: '2026-11-20T08:00:00.000Z',
        parties: parties.map(({ organisation }) => organisation),
        amountFen: 9_007_199_254_740_991,
      },
      entry: { edition: 'KC-2026', seq: 123, hash: sha, document: 'b'.repeat(64) },
      edition: {
        nameZh: '永不落幕科创会',
        nameEn: 'The expo that never closes',
        demo: true,
        timeZone: 'Asia/Shanghai',
      },
    } as unknown as Verification;
    const paper = await readPaper(
      await certificate({ verification, verifyUrl: `https://everexpo.example/verify/KC-2026-000123` }),
    );
    expect(paper.pages).toBe(1);
    expect(misplaced(paper, 40)).toEqual([]);
    expect(wordsOf(paper)).toContain(shown);
    for (const { organisation } of parties) expect(wordsOf(paper)).toContain(spaceless(organisation));
    const code = { left: paper.width - 214, right: paper.width - 64, top: 192, bottom: 342 };
    expect(
      paper.placed.filter(
        ({ left, right, top, bottom }) =>
          left < code.right && right > code.left && top < code.bottom && bottom > code.top,
      ),
    ).toEqual([]);
  });
});

test('the longest agreement is drawn elsewhere, as it would be here; this process answers meanwhile', async () => {
  const text: AgreementText = {
    id,
    version: 1,
    kind: 'cooperation',
    title: long(120),
    amountFen: 1,
    termMonths: 600,
    terms: long(8000),
    details: {
      ip: 'keeps-own',
      payments: [],
      milestones: [],
      exclusivity: null,
      territory: '',
      shareBasisPoints: null,
      otherTerms: long(4000),
    },
    parties: [{ name: long(60), organisation: long(100) }],
    amends: null,
  };
  let answered = 0;
  const pulse = setInterval(() => (answered += 1), 1);
  const bytes = await drawAgreement(text, 'somebody').finally(() => clearInterval(pulse));
  expect(answered, 'turns of this process while the document was drawn').toBeGreaterThan(10);
  const [there, here] = await Promise.all([readPaper(bytes), readPaper(await agreementDocument(text))]);
  expect(wordsOf(there)).toBe(wordsOf(here));
});

describe('evidence', () => {
  test.each(['李明', 'Dr.-Ing. Maximiliane Ó Briain-Łukaszewicz 𠮷野', long(60), unbroken(60), '龘'.repeat(60)])(
    'holds the whole typed signature %s in its box, each block on one page',
    async (text) => {
      const evidence = Array.from({ length: 8 }, (_, index) => ({
        position: index + 1,
        name: `${long(60)}${index}`,
        organisation: `${long(100)}${index}`,
        at: '2026-11-20T08:00:00.000Z',
        address: '2001:db8::ffff:ffff',
        userAgent: unbroken(300),
        documentSha256: sha,
        version: 3,
        signature: { kind: 'typed', text },
      })) as unknown as SignatureEvidence[];
      const paper = await readPaper(
        await evidencePages(
          { id, title: long(120), documentSha256: sha, timeZone: 'Asia/Shanghai' },
          evidence,
          new Date(0),
        ),
      );
      expect(misplaced(paper, 64)).toEqual([]);
      expect(wordsOf(paper).split(spaceless(text)).length).toBeGreaterThan(8);
      const pageOf = (begin: string) =>
        paper.placed.filter((one) => spaceless(one.text).startsWith(begin)).map(({ page }) => page);
      expect(pageOf('签署人Signatory')).toHaveLength(8);
      expect(pageOf('签署人Signatory')).toEqual(pageOf('地址Address'));
    },
  );
});
