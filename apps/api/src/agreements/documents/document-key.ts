export const DOCUMENTS = 'agreements/';

/** Where a signed or scanned document is stored: under its own SHA-256, so content and key cannot part. */
export const documentKey = (sha256: string) => `${DOCUMENTS}${sha256.slice(0, 2)}/${sha256}`;

/** Of which document a key is. */
export const shaOf = (key: string): string => key.split('/')[2] ?? '';
