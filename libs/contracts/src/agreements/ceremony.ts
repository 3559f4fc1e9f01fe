import { z } from 'zod';
import { broken } from '../problems/rule.ts';
import { Id, Instant, integer } from '../platform/common.ts';
import { AgreementKind } from '../vocabulary.ts';

/** One signing of the ceremony, in its order. */
export const CeremonyItem = z.object({
  agreementId: Id,
  position: z.int(),
  title: z.string(),
  kind: AgreementKind,
  parties: z.array(z.string()),
  number: z.string().nullable(),
  calledAt: Instant.nullable(),
  doneAt: Instant.nullable(),
});
export type CeremonyItem = z.infer<typeof CeremonyItem>;

export const Ceremony = z.object({
  revision: z.int(),
  mode: z.enum(['wall', 'ceremony']),
  current: Id.nullable(),
  items: z.array(CeremonyItem),
});
export type Ceremony = z.infer<typeof Ceremony>;

/** The whole order at once, on the revision it was made from. */
export const OrderCeremony = z.strictObject({
  revision: integer(),
  agreementIds: z
    .array(Id)
    .max(200)
    .refine((ids) => new Set(ids).size === ids.length, broken('unique.agreements')),
});
export type OrderCeremony = z.infer<typeof OrderCeremony>;

/** Calls an item's parties on stage, or with null nobody. */
export const CallCeremony = z.strictObject({ revision: integer(), agreementId: Id.nullable() });
export type CallCeremony = z.infer<typeof CallCeremony>;

export const SwitchScreen = z.strictObject({ revision: integer(), mode: z.enum(['wall', 'ceremony']) });
export type SwitchScreen = z.infer<typeof SwitchScreen>;

/** What may be put on the ceremony: agreements whose parties show themselves in public. */
export const CeremonyCandidates = z.object({
  items: z.array(
    z.object({ agreementId: Id, title: z.string(), parties: z.array(z.string()), number: z.string().nullable() }),
  ),
});
export type CeremonyCandidates = z.infer<typeof CeremonyCandidates>;
