import {
  AgreementKind,
  agreementKindLabels,
  City,
  cityLabels,
  LogPaperAgreement,
  Track,
  trackLabels,
} from '@everexpo/contracts';
import { z } from 'zod';
import { amountInTenThousands, dayWritten, monthsWritten, ruleOf, word } from '../../platform/index.ts';

/** Columns of a table of paper agreements, in order; a file may head them in Chinese or in English. */
export const PAPER_COLUMNS = [
  { key: 'title', zh: '签约项目名称', en: 'Title' },
  { key: 'kind', zh: '协议类型', en: 'Kind' },
  { key: 'partyA', zh: '甲方', en: 'Party A' },
  { key: 'partyB', zh: '乙方', en: 'Party B' },
  { key: 'amountFen', zh: '合作金额（万元）', en: 'Amount (CNY 10,000)' },
  { key: 'termMonths', zh: '期限（月）', en: 'Term (months)' },
  { key: 'city', zh: '市州', en: 'City' },
  { key: 'track', zh: '类别', en: 'Track' },
  { key: 'signedOn', zh: '签约日期', en: 'Signed on' },
  { key: 'scan', zh: '扫描件文件名', en: 'Scan file' },
] as const;

/** One row as the form of the deal desk takes it, with the name of its scan. */
export const PaperRow = z
  .object({
    title: z.string(),
    kind: word(AgreementKind, agreementKindLabels),
    partyA: z.string(),
    partyB: z.string(),
    amountFen: amountInTenThousands.transform((fen) => fen ?? 0),
    termMonths: monthsWritten,
    city: word(City, cityLabels),
    track: word(Track, trackLabels),
    signedOn: dayWritten,
    scan: z.string().trim().min(1),
  })
  .transform(({ scan, ...form }, context) => {
    const parsed = LogPaperAgreement.safeParse(form);
    if (parsed.success) return { scan, form: parsed.data };
    for (const issue of parsed.error.issues) {
      const [rule, values] = ruleOf(issue);
      context.addIssue({
        code: 'custom',
        path: issue.path as PropertyKey[],
        message: issue.message,
        params: { rule, values },
      });
    }
    return z.NEVER;
  });
export type PaperRow = z.infer<typeof PaperRow>;
