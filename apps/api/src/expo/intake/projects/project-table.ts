import {
  City,
  cityLabels,
  Email,
  Field,
  fieldLabels,
  line,
  paragraph,
  ProjectStage,
  projectStageLabels,
  Track,
  trackLabels,
} from '@everexpo/contracts';
import { z } from 'zod';
import { amountInTenThousands, word, type Column } from '../../../platform/index.ts';

/** One row of the project table. A project of the edition is known by its id, or by its code. */
export const ProjectRow = z.object({
  id: z
    .string()
    .trim()
    .toLowerCase()
    .transform((value) => value || null),
  code: line(40, 0).transform((value) => value || null),
  titleZh: line(120),
  titleEn: line(200),
  summaryZh: paragraph(2000),
  summaryEn: paragraph(4000),
  track: word(Track, trackLabels),
  field: word(Field, fieldLabels),
  city: word(City, cityLabels),
  stage: word(ProjectStage, projectStageLabels),
  seeksZh: paragraph(500),
  seeksEn: paragraph(1000),
  amountSought: amountInTenThousands,
  ownerEmail: z.string().trim().pipe(Email),
});
export type ProjectRow = z.infer<typeof ProjectRow>;

/** Columns of the table, in order; a file may head them in Chinese or in English. */
export const PROJECT_COLUMNS: (Column & { key: keyof ProjectRow })[] = [
  { key: 'code', zh: '项目编号', en: 'Project code' },
  { key: 'titleZh', zh: '项目名称', en: 'Title (Chinese)' },
  { key: 'titleEn', zh: '英文名称', en: 'Title (English)' },
  { key: 'summaryZh', zh: '项目简介', en: 'Summary (Chinese)' },
  { key: 'summaryEn', zh: '英文简介', en: 'Summary (English)' },
  { key: 'track', zh: '类别', en: 'Track' },
  { key: 'field', zh: '领域', en: 'Field' },
  { key: 'city', zh: '市州', en: 'City' },
  { key: 'stage', zh: '阶段', en: 'Stage' },
  { key: 'seeksZh', zh: '需求', en: 'Seeks (Chinese)' },
  { key: 'seeksEn', zh: '英文需求', en: 'Seeks (English)' },
  { key: 'amountSought', zh: '金额（万元）', en: 'Amount (CNY 10,000)' },
  { key: 'ownerEmail', zh: '联系人邮箱', en: 'Owner e-mail' },
  // Projects of the call have no code; without this column an export that comes back would add them anew.
  { key: 'id', zh: '系统标识', en: 'Record id', optional: true },
];
