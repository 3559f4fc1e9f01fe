import { z } from 'zod';
import { Id } from './common.ts';
import { Role } from './vocabulary.ts';

export const Organisation = z.object({ id: Id, nameZh: z.string(), nameEn: z.string() });
export type Organisation = z.infer<typeof Organisation>;

/** The signed-in person, or `person: null` for a public viewer. */
export const Me = z.object({
  person: z
    .object({
      id: Id,
      name: z.string(),
      nameEn: z.string(),
      email: z.string(),
      roles: z.array(Role),
      organisation: Organisation.nullable(),
    })
    .nullable(),
  liveVideo: z.boolean(),
  demo: z.boolean(),
});
export type Me = z.infer<typeof Me>;
