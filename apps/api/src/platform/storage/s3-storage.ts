import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Config } from '../config/config.ts';
import { NoSuchFile, SLOWEST_BYTES_A_SECOND, StorageUnavailable, type OpenFile, type Storage } from './storage.ts';

/** What a check writes, and where. */
const PROBE = { Key: '.probe', Body: Buffer.alloc(4096) };
const CONNECT_MS = 2_000;
/** How long an answer may take, and a body beyond that. */
const ANSWER_MS = 5_000;
/** Downloads hold a connection for as long as their readers take. */
const CONNECTIONS = 1_000;

/**
 * Files in an S3 bucket or anything that speaks its protocol. What takes too long, or fails there, is
 * StorageUnavailable.
 */
export class S3Storage implements Storage {
  private readonly client: S3Client;
  private readonly bucket: string;

  /** @throws Error when the bucket or its keys are not set */
  constructor(config: Config) {
    if (!config.S3_BUCKET || !config.S3_ACCESS_KEY_ID || !config.S3_SECRET_ACCESS_KEY) {
      throw new Error('wrong settings: STORAGE=s3 needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
    }
    this.bucket = config.S3_BUCKET;
    const agent = { keepAlive: true, maxSockets: CONNECTIONS };
    this.client = new S3Client({
      region: config.S3_REGION,
      endpoint: config.S3_ENDPOINT,
      forcePathStyle: config.S3_ENDPOINT !== undefined,
      credentials: { accessKeyId: config.S3_ACCESS_KEY_ID, secretAccessKey: config.S3_SECRET_ACCESS_KEY },
      requestHandler: { connectionTimeout: CONNECT_MS, httpAgent: agent, httpsAgent: agent },
    });
  }

  put(key: string, bytes: Buffer, contentType: string): Promise<void> {
    return this.send({ Key: key, Body: bytes, ContentType: contentType }, bytes.length);
  }

  async putFile(key: string, path: string, contentType: string): Promise<void> {
    const { size } = await stat(path);
    const Body = createReadStream(path);
    await this.send({ Key: key, Body, ContentLength: size, ContentType: contentType }, size).finally(() =>
      Body.destroy(),
    );
  }

  async get(key: string): Promise<Buffer> {
    const { bytes, body } = await this.open(key);
    return within(limitFor(bytes), async (signal) => {
      signal.addEventListener('abort', () => body.destroy(new Error('the file was not sent in time')));
      return buffer(body);
    });
  }

  async open(key: string): Promise<OpenFile> {
    return this.object({ Key: key });
  }

  async read(key: string, start: number, end: number): Promise<Readable> {
    const { body } = await this.object({ Key: key, Range: `bytes=${start}-${end}` });
    return body;
  }

  async delete(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.bucket, Key: key });
    await within(ANSWER_MS, (abortSignal) => this.client.send(command, { abortSignal }));
  }

  async sweep(): Promise<void> {
    // An upload that was broken off is nowhere.
  }

  check(): Promise<void> {
    return this.send(PROBE, PROBE.Body.length);
  }

  private async send(file: Omit<PutObjectCommandInput, 'Bucket'>, bytes: number): Promise<void> {
    const command = new PutObjectCommand({ Bucket: this.bucket, ...file });
    await within(limitFor(bytes), (abortSignal) => this.client.send(command, { abortSignal }));
  }

  private async object(file: Omit<GetObjectCommandInput, 'Bucket'>): Promise<OpenFile> {
    const command = new GetObjectCommand({ Bucket: this.bucket, ...file });
    const object = await within(ANSWER_MS, (abortSignal) => this.client.send(command, { abortSignal })).catch(
      (error: unknown) => {
        throw error instanceof NoSuchKey ? new NoSuchFile(file.Key ?? '', error) : error;
      },
    );
    if (!object.Body || object.ContentLength === undefined) throw new Error(`the file ${file.Key} has no content`);
    return { bytes: object.ContentLength, body: object.Body as Readable };
  }
}

const limitFor = (bytes: number) => ANSWER_MS + (bytes / SLOWEST_BYTES_A_SECOND) * 1_000;

/** Gives up what takes longer. @throws StorageUnavailable for that, and for what says that the server is not well */
async function within<T>(timeoutMs: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), timeoutMs);
  try {
    return await act(over.signal);
  } catch (error) {
    throw isUnavailable(error) ? new StorageUnavailable(error) : error;
  } finally {
    clearTimeout(timer);
  }
}

const TOO_MANY_REQUESTS = 429;
const FULL = 507;

/** Without an answer, or with one that is about the server and not about what was asked. */
function isUnavailable(error: unknown): boolean {
  const { httpStatusCode: status } = (error as { $metadata?: { httpStatusCode?: number } }).$metadata ?? {};
  if (status === undefined) return !(error instanceof TypeError);
  return (status >= 500 && status !== FULL) || status === TOO_MANY_REQUESTS;
}
