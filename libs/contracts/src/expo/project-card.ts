import { z } from 'zod';
import { Organisation } from '../accounts/account.ts';
import { Id } from '../platform/common.ts';
import { City, Field, ProjectStage, Track } from '../vocabulary.ts';

export const ProjectCard = z.object({
  id: Id,
  titleZh: z.string(),
  titleEn: z.string(),
  track: Track,
  field: Field,
  city: City,
  stage: ProjectStage,
  organisation: Organisation,
});
export type ProjectCard = z.infer<typeof ProjectCard>;
