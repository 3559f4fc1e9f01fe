import { AmountFen, type Label } from '@everexpo/contracts';
import { z } from 'zod';

/** A word of the glossary in either language or as its code. */
export const word = <T extends string>(schema: z.ZodEnum<Record<T, T>>, labels: Record<T, Label>) =>
  z.string().transform((value, context): T => {
    const found = (schema.options as T[]).find((code) => [code, labels[code].zh, labels[code].en].some((text) => text.toLowerCase() === value.trim().toLowerCase()));
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: `must be one of ${(schema.options as T[]).map((code) => labels[code].zh).join('、')}` });
    return z.NEVER;
  });

/** An amount as tables have it, in CNY 10,000 (万元) with up to `decimals` places, as fen; empty is null. Six places reach the fen. */
export const amountInTenThousands = (decimals: 2 | 6) =>
  z.string().transform((value, context) => {
    const figure = value.replaceAll(',', '').trim();
    if (figure === '') return null;
    const fen = Math.round(Number(figure) * 1_000_000);
    if (new RegExp(`^\\d+(\\.\\d{1,${decimals}})?$`).test(figure) && AmountFen.safeParse(fen).success) return fen;
    context.addIssue({ code: 'custom', message: `must be an amount in 万元 (CNY 10,000) with at most ${decimals} decimals` });
    return z.NEVER;
  });
