/** Kinds of files that a scan may be. */
export const SCAN_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type ScanType = (typeof SCAN_TYPES)[number];

export interface Scan {
  bytes: Buffer;
  type: ScanType;
}

/** What a whole picture may have: a sheet of A3 at 600 dots an inch has 70 million. */
export const MAX_PICTURE_PIXELS = 100_000_000;
