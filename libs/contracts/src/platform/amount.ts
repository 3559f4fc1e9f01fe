/** Why a text is no amount: below nought, with a unit or a currency beside the figure, or no figure at all. */
export type AmountError = 'negative' | 'unit' | 'figure';

const UNIT = /[¥$€元圆万亿千百十]|cny|rmb|\d[kmw]$/i;

/**
 * An amount as people write it, in forms and in tables: half- or full-width digits, thousands separated or not, blanks
 * anywhere. Its digits before and after the point, or why it is none.
 */
export function amountWritten(
  text: string,
): { whole: string; decimals: string; error?: never } | { error: AmountError } {
  const written = text.normalize('NFKC').replace(/\s/g, '');
  const [, whole, decimals = ''] = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(written) ?? [];
  if (whole !== undefined) return { whole: whole.replaceAll(',', ''), decimals };
  if (/^[-−–]\D*\d/.test(written)) return { error: 'negative' };
  return { error: /\d/.test(written) && UNIT.test(written) ? 'unit' : 'figure' };
}
