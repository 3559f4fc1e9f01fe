/** Where a signed or scanned document is stored: under its own SHA-256, so content and key cannot part. */
export const documentKey = (sha256: string) => `agreements/${sha256.slice(0, 2)}/${sha256}`;
