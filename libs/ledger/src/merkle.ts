import { bytesOf, concat, hexOf } from './bytes.ts';

/**
 * Merkle trees as RFC 9162, section 2.1, defines them. Hashes are lower-case hex SHA-256; a leaf's data is an entry's
 * hash.
 */
type Hash = string;

const sha256 = async (...parts: Uint8Array[]): Promise<Hash> =>
  hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts))));

/** HASH(0x00 || leaf): the prefix keeps leaves and nodes apart. */
export const leafHash = (data: Hash): Promise<Hash> => sha256(Uint8Array.of(0), bytesOf(data));
const nodeHash = (left: Hash, right: Hash): Promise<Hash> => sha256(Uint8Array.of(1), bytesOf(left), bytesOf(right));

/** Root of the empty tree: the hash of nothing. */
export const emptyRoot = (): Promise<Hash> => sha256();

/**
 * The roots of the perfect subtrees that a tree of `size` leaves is made of, largest first: all that is needed to
 * append a leaf and to know the root, in O(log size).
 */
export interface Frontier {
  size: number;
  roots: Hash[];
}

export const emptyFrontier = (): Frontier => ({ size: 0, roots: [] });

export async function append({ size, roots }: Frontier, data: Hash): Promise<Frontier> {
  const next = [...roots, await leafHash(data)];
  // One merge for every trailing 1 of the old size: as many subtrees end here.
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const right = next.pop() as Hash;
    const left = next.pop() as Hash;
    next.push(await nodeHash(left, right));
  }
  return { size: size + 1, roots: next };
}

export async function rootOf({ roots }: Frontier): Promise<Hash> {
  if (roots.length === 0) return emptyRoot();
  let root = roots.at(-1) as Hash;
  for (let at = roots.length - 2; at >= 0; at--) root = await nodeHash(roots[at] as Hash, root);
  return root;
}

/** Root of a whole list of leaves. */
export async function treeRoot(leaves: Hash[]): Promise<Hash> {
  if (leaves.length === 0) return emptyRoot();
  if (leaves.length === 1) return leafHash(leaves[0] as Hash);
  const split = splitOf(leaves.length);
  return nodeHash(await treeRoot(leaves.slice(0, split)), await treeRoot(leaves.slice(split)));
}

/** Largest power of two below n. */
function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
}

/** Proof that the leaf at `index` (from 0) is in the tree of these leaves (RFC 9162, 2.1.3.1). */
export async function inclusionProof(leaves: Hash[], index: number): Promise<Hash[]> {
  if (index < 0 || index >= leaves.length) throw new RangeError(`there is no leaf ${index} among ${leaves.length}`);
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  return index < split
    ? [...(await inclusionProof(leaves.slice(0, split), index)), await treeRoot(leaves.slice(split))]
    : [...(await inclusionProof(leaves.slice(split), index - split)), await treeRoot(leaves.slice(0, split))];
}

/** Whether the proof leads from the leaf to the root (RFC 9162, 2.1.3.2). */
export async function verifyInclusion({
  data,
  index,
  size,
  proof,
  root,
}: {
  data: Hash;
  index: number;
  size: number;
  proof: Hash[];
  root: Hash;
}): Promise<boolean> {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = await leafHash(data);
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = await nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && hash === root;
}

/** Proof that the tree of the first `first` leaves is a beginning of the tree of all (RFC 9162, 2.1.4.1). */
export async function consistencyProof(leaves: Hash[], first: number): Promise<Hash[]> {
  if (first < 1 || first > leaves.length)
    throw new RangeError(`${first} is no size of a beginning of ${leaves.length} leaves`);
  return subproof(first, leaves, true);
}

async function subproof(first: number, leaves: Hash[], whole: boolean): Promise<Hash[]> {
  if (first === leaves.length) return whole ? [] : [await treeRoot(leaves)];
  const split = splitOf(leaves.length);
  return first <= split
    ? [...(await subproof(first, leaves.slice(0, split), whole)), await treeRoot(leaves.slice(split))]
    : [...(await subproof(first - split, leaves.slice(split), false)), await treeRoot(leaves.slice(0, split))];
}

/** Whether a tree grew from an earlier one without a change to it (RFC 9162, 2.1.4.2). */
export async function verifyConsistency({
  first,
  second,
  firstRoot,
  secondRoot,
  proof,
}: {
  first: number;
  second: number;
  firstRoot: Hash;
  secondRoot: Hash;
  proof: Hash[];
}): Promise<boolean> {
  if (first < 1 || first > second) return false;
  if (first === second) return proof.length === 0 && firstRoot === secondRoot;
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : [...proof];
  let fn = first - 1;
  let sn = second - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  const start = path.shift();
  if (start === undefined) return false;
  let fr = start;
  let sr = start;
  for (const node of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = await nodeHash(node, fr);
      sr = await nodeHash(node, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = await nodeHash(sr, node);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && fr === firstRoot && sr === secondRoot;
}
