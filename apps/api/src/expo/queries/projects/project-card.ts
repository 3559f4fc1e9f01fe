import { sql } from '../../../platform/index.ts';

/** SQL for a project's card; expects `project j` joined with its `organisation o`. */
export const PROJECT_CARD = sql`
  json_build_object('id', j.id, 'titleZh', j.title_zh, 'titleEn', j.title_en, 'track', j.track, 'field', j.field,
    'city', j.city, 'stage', j.stage, 'organisation',
    json_build_object('id', o.id, 'nameZh', o.name_zh, 'nameEn', o.name_en))
`;
