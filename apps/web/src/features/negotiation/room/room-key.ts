const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

/** A room's key with the id by which pages decide whose to keep. */
export interface RoomKey {
  id: string;
  /** 32 bytes. */
  bytes: ArrayBuffer;
}

export const newKeyPair = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(CURVE, false, ['deriveKey']);

/** A public key as text (raw point in base64). */
export async function publicText(key: CryptoKey): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', key)));
}

/** The key, readable by the page with this public key alone: AES-256-GCM under a key agreed by ECDH; nonce first. */
export async function wrapKey(own: CryptoKey, theirs: string, { bytes }: RoomKey): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await shared(own, theirs), bytes),
  );
  return toBase64(new Uint8Array([...nonce, ...sealed]));
}

/** @throws DOMException when it was wrapped for another page, or changed on its way */
export async function unwrapKey(own: CryptoKey, theirs: string, wrapped: string): Promise<ArrayBuffer> {
  const bytes = fromBase64(wrapped);
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, 12) }, await shared(own, theirs), bytes.slice(12));
}

/** Six digits that all ends can compare by word of mouth: a digest of their public keys. */
export async function safetyCodeOf(publicKeys: string[]): Promise<string> {
  const digest = new DataView(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode([...publicKeys].sort().join('\n'))),
  );
  const digits = String(digest.getUint32(0) % 1_000_000).padStart(6, '0');
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}

async function shared(own: CryptoKey, theirs: string): Promise<CryptoKey> {
  const point = await crypto.subtle.importKey('raw', fromBase64(theirs), CURVE, false, []);
  return crypto.subtle.deriveKey({ name: 'ECDH', public: point }, own, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
