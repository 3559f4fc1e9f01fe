import { bytesOf, concat, hexOf } from './bytes.ts';
import { canonicalJson } from './entry.ts';

/** What a ledger's signing key vouches for: so many entries, with this root and this last hash. */
export interface CheckpointBody {
  v: 1;
  edition: string;
  /** Entries it covers. */
  size: number;
  /** Root of the Merkle tree over their hashes (RFC 9162). */
  root: string;
  /** Hash of the last of them. */
  head: string;
  /** ISO 8601 instant in UTC. */
  at: string;
  /** The public key, raw Ed25519 (RFC 8032) in hex. */
  key: string;
}

export interface Checkpoint extends CheckpointBody {
  /** Ed25519 over the canonical JSON of the rest, in hex. */
  signature: string;
}

export interface LedgerKey {
  publicKey: string;
  sign(body: Omit<CheckpointBody, 'key' | 'v'>): Promise<Checkpoint>;
}

/** PKCS #8 wrapping of a bare Ed25519 seed (RFC 8410, section 7). */
const PKCS8_PREFIX = bytesOf('302e020100300506032b657004220420');

/** The signing key of a 32-byte seed. @throws RangeError for another length */
export async function ledgerKey(seed: Uint8Array): Promise<LedgerKey> {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes');
  const privateKey = await crypto.subtle.importKey('pkcs8', concat(PKCS8_PREFIX, seed), 'Ed25519', true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', privateKey);
  const publicKey = hexOf(
    Uint8Array.from(atob((x as string).replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)),
  );
  return {
    publicKey,
    async sign(rest) {
      const body: CheckpointBody = { v: 1, ...rest, key: publicKey };
      const signature = await crypto.subtle.sign('Ed25519', privateKey, new TextEncoder().encode(canonicalJson(body)));
      return { ...body, signature: hexOf(new Uint8Array(signature)) };
    },
  };
}

const FIELDS = ['at', 'edition', 'head', 'key', 'root', 'signature', 'size', 'v'];
const HEX_64 = /^[0-9a-f]{64}$/;

/** Null when the checkpoint is signed by the key it names, and by `trusted` where one is given; else what is wrong. */
export async function checkpointError(candidate: unknown, trusted?: string): Promise<string | null> {
  if (typeof candidate !== 'object' || candidate === null || Object.keys(candidate).sort().join() !== FIELDS.join())
    return `must have exactly the fields ${FIELDS.join(', ')}`;
  const { signature, ...body } = candidate as Checkpoint;
  if (body.v !== 1) return `v ${String(body.v)} is not known`;
  if (![body.root, body.head, body.key].every((hash) => HEX_64.test(hash)) || !/^[0-9a-f]{128}$/.test(signature))
    return 'has a hash, key or signature that is none';
  if (!Number.isInteger(body.size) || body.size < 0) return 'has no size';
  if (trusted !== undefined && body.key !== trusted) return `is signed by ${body.key}, not by the key you trust`;
  const key = await crypto.subtle.importKey('raw', bytesOf(body.key), 'Ed25519', true, ['verify']).catch(() => null);
  const holds =
    key &&
    (await crypto.subtle.verify('Ed25519', key, bytesOf(signature), new TextEncoder().encode(canonicalJson(body))));
  return holds ? null : 'is not signed by the key it names';
}
