/**
 * Characters that XML or Excel would lose: controls but tab and line feed (a carriage return is made a line feed by
 * every XML reader), non-characters, halves of pairs, and U+FFFD.
 */
// eslint-disable-next-line no-control-regex
const LOST = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/g;

const code = (unit: string) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Text as a workbook keeps it (ECMA-376 part 1, ST_Xstring): what XML cannot hold as `_xHHHH_`, which is itself escaped. */
export const toXstring = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(LOST, (found) => found.split('').map(code).join(''));

export const fromXstring = (text: string): string => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
