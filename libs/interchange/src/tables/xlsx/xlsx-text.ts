/**
 * Characters that XML or Excel would lose: controls but tab and line feed (a carriage return is made a line feed by
 * every XML reader), non-characters, halves of pairs, and U+FFFD.
 */
const LOST = /[^\P{Cc}\t\n]|\p{Cs}|\p{Noncharacter_Code_Point}|\ufffd/gu;

/** A UTF-16 unit as a workbook may write any. */
export const escaped = (unit: string) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/**
 * Text as a workbook keeps it (ECMA-376 part 1, ST_Xstring): what XML cannot hold as `_xHHHH_`, which is itself
 * escaped.
 */
export const toXstring = (text: string): string =>
  text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(LOST, (found) => found.split('').map(escaped).join(''));

export const fromXstring = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
