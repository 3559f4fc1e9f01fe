export { AccessGuard, check, headersOf } from './access/access.guard.ts';
export {
  ACTOR_RESOLVER,
  type Actor,
  type ActorResolver,
  type GuestActor,
  type PersonActor,
  type Sender,
} from './access/actor.ts';
export { FloodGate } from './access/places/flood-gate.ts';
export { OwnSite } from './access/own-site.ts';
export {
  CurrentActor,
  CurrentCommand,
  IDEMPOTENT,
  Idempotent,
  PERMISSION,
  Permit,
  personOf,
  type KnownRequest,
} from './access/permit.ts';
export { RequestPlaces } from './access/places/request-places.ts';
export { anyone, anyRole, policy, signedIn, type Permission } from './access/policy.ts';
export { CONFIG, readConfig, type Config } from './config/config.ts';
export { DatabaseChannel } from './database/database-channel.ts';
export { databaseOptions, nodeDatabaseOptions, type EntityClass } from './database/database-options.ts';
export { nodeLimits, NodePool } from './database/node-pool.ts';
export { cursorAfter, pageOf } from './database/page-of.ts';
export { sql, type Sql } from './database/sql.ts';
export { all, exec, exists, maybeOne, one, type Database } from './database/statements.ts';
export { UnitOfWork, type Command, type PersonCommand, type Transaction } from './database/unit-of-work.ts';
export { Metrics } from './health/metrics.ts';
export { compressAnswers, compressedOnce, Uncompressed } from './http/compression.ts';
export { Consumes } from './http/files/consumes.ts';
export { networkOf } from './http/network-of.ts';
export { BESIDE_THE_API } from './http/own-paths.ts';
export { badCursor, invalid, notFound, PROBLEM_TYPE, ProblemError, unauthenticated } from './problems/problem.ts';
export { fieldError, refusedField, type FieldError } from './problems/field-error.ts';
export { languageOf } from './http/language.ts';
export { asProblem, JSON_BYTES, sendProblem } from './problems/problem.filter.ts';
export { fileName } from './http/files/file-name.ts';
export { limitJsonDepth } from './http/json-depth.ts';
export { Returns, ReturnsFile } from './http/returns.ts';
export {
  isTooLarge,
  MULTIPART_LIMITS,
  partsOf,
  readNamedFile,
  readPart,
  readSingleFile,
  tooLarge,
  tooManyParts,
  type NamedFile,
} from './http/files/single-file.ts';
export { sendFile } from './http/files/send-file.ts';
export { isForSocket, limitBodyTime, REQUEST_MS } from './http/slow-requests.ts';
export { inTurn } from './http/files/upload-turns.ts';
export { parseOrThrow, validationPipe } from './problems/validation.ts';
export { Interval } from './jobs/interval.ts';
export { oneThread } from './jobs/one-thread.ts';
export { programOf, startThread } from './jobs/start-thread.ts';
export { Log } from './logging/log.ts';
export { logRejections } from './logging/log-rejections.ts';
export { eventKind, type EventKind } from './outbox/event-kind.ts';
export { Mailer, type Mail } from './mail/mailer.ts';
export { mediaPresenceChanged, type MediaPresence } from './media/media-presence.ts';
export { MediaServer, type Participant, type Seat } from './media/media-server.ts';
export { OnEvent } from './outbox/on-event.ts';
export { undrawable } from './paper/drawable.ts';
export { mainFace } from './paper/faces.ts';
export type { Pen, Style } from './paper/pen.ts';
export { GAP, GOLD, INK, instantIn, LINE, MUTED, renderPdf, yuan, type PaperOptions } from './paper/paper.ts';
export { PlatformModule } from './platform.module.ts';
export { Realtime, rooms, type LiveServer, type SocketData } from './realtime/realtime.ts';
export { Remembered } from './realtime/remembered.ts';
export { SharedReads } from './realtime/shared-reads.ts';
export { SocketBudget } from './realtime/limits/socket-budget.ts';
export { SOCKET_EVENTS } from './realtime/limits/socket-limits.ts';
export { SocketAdapter } from './realtime/socket.adapter.ts';
export { SocketGuard, SocketProblemFilter } from './realtime/socket.guard.ts';
export { busy, FairQueue } from './jobs/fair-queue.ts';
export { Refusal } from './sandbox/refusal.ts';
export { runLimited, type Limits } from './sandbox/run-limited.ts';
export { FileSweeper } from './storage/file-sweeper.ts';
export { kindOf } from './storage/kind-of.ts';
export { newStorage } from './storage/new-storage.ts';
export { NoSuchFile, STORAGE, type OpenFile, type Storage } from './storage/storage.ts';
export { StoredFiles } from './storage/stored-files.ts';
export { amountInTenThousands, dayWritten, monthsWritten, word } from './tables/cells.ts';
export { cellsByKey, checkRow, rowError, mergedCellsError, ruleOf } from './tables/check-row.ts';
export { writeErrorReport } from './tables/error-report.ts';
export { matchColumns, type Column } from './tables/match-columns.ts';
export { exportTable, readTableOrThrow } from './tables/table-files.ts';
export { excerpt } from './search/excerpt.ts';
export { matchedTerms, searchWords } from './search/matched-terms.ts';
