import { City, cityLabels, Field, fieldLabels, line, paragraph, ProjectStage, projectStageLabels, Track, trackLabels } from '@everexpo/contracts';
import { z } from 'zod';
import { amountInTenThousands, word } from '../../platform/index.ts';

/** One row of the project table. */
export const ProjectRow = z.object({
  code: line(40),
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
  amountSought: amountInTenThousands(2),
  ownerEmail: z.email('must be an e-mail address').transform((value) => value.toLowerCase()),
});
export type ProjectRow = z.infer<typeof ProjectRow>;

/** Columns of the table, in order; a file may head them in Chinese or in English. */
export const PROJECT_COLUMNS: { key: keyof ProjectRow; zh: string; en: string }[] = [
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
];
