export { checkpointError, ledgerKey, type Checkpoint, type LedgerKey } from './checkpoint.ts';
export {
  agreementNumber,
  canonicalJson,
  commitTo,
  GENESIS,
  givesNumber,
  LEDGER_EVENTS,
  chainEntry,
  sha256Hex,
  type EntryBody,
  type LedgerEntry,
  type LedgerEvent,
} from './entry.ts';
export {
  proveEntry,
  readLedger,
  readLines,
  verifyLedger,
  type EntryProof,
  type FileVerdict,
  type LedgerFile,
} from './ledger-file.ts';
export {
  append,
  consistencyProof,
  emptyFrontier,
  inclusionProof,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  type Frontier,
} from './merkle.ts';
export { entryHolds, verifyChain, type Verdict } from './verify.ts';
