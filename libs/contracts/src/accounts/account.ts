import { z } from 'zod';
import { OneTimeCode } from './codes.ts';
import { Email, Id, verbatim } from '../platform/common.ts';
import { PageLanguage, Role } from '../vocabulary.ts';

export const Organisation = z.object({ id: Id, nameZh: z.string(), nameEn: z.string() });
export type Organisation = z.infer<typeof Organisation>;

/** Who holds the expo and how to reach them, as far as the installation says; `filingNumber` is the ICP number. */
export const Organiser = z.object({
  nameZh: z.string().nullable(),
  nameEn: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  filingNumber: z.string().nullable(),
});
export type Organiser = z.infer<typeof Organiser>;

/** The signed-in person, or `person: null` for a public viewer; `language` is what they chose last, on any device. */
export const Me = z.object({
  person: z
    .object({
      id: Id,
      name: z.string(),
      nameEn: z.string(),
      email: z.string(),
      roles: z.array(Role),
      organisation: Organisation.nullable(),
      language: PageLanguage.nullable(),
    })
    .nullable(),
  liveVideo: z.boolean(),
  demo: z.boolean(),
  organiser: Organiser,
});
export type Me = z.infer<typeof Me>;

export const ChosenLanguage = z.strictObject({ language: PageLanguage });
export type ChosenLanguage = z.infer<typeof ChosenLanguage>;

const Password = verbatim(200);

export const SignIn = z.strictObject({ email: Email, password: Password });
export type SignIn = z.infer<typeof SignIn>;

/** Whether a person has an authenticator to sign with. */
export const SecondFactorState = z.object({ enrolled: z.boolean() });
export type SecondFactorState = z.infer<typeof SecondFactorState>;

/** Setting up an authenticator asks for the password, and for a code of the one it replaces. */
export const EnrolSecondFactor = z.strictObject({ password: Password, code: OneTimeCode.optional() });
export type EnrolSecondFactor = z.infer<typeof EnrolSecondFactor>;

/** Shown once: the secret as text, as an otpauth address and as a QR code (SVG). */
export const SecondFactorSecret = z.object({ secret: z.string(), uri: z.string(), qr: z.string() });
export type SecondFactorSecret = z.infer<typeof SecondFactorSecret>;

export const ConfirmSecondFactor = z.strictObject({ code: OneTimeCode });
export type ConfirmSecondFactor = z.infer<typeof ConfirmSecondFactor>;
