import compress, { type FastifyCompressOptions } from '@fastify/compress';
import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { onRequestHookHandler } from 'fastify';
import zlib from 'node:zlib';
import { isForData } from './own-paths.ts';

/** Smaller answers fit into one packet anyway. */
const SMALLEST_BYTES = 1024;
/** Up to here an answer is compressed at once rather than as a stream: some tenths of a millisecond. */
const AT_ONCE_BYTES = 64 * 1024;
/** What people read; the web app's own files come compressed from its build, and the documentation's are for few. */
const isForPeople = (url: string) => isForData(url) && !url.startsWith('/api/docs');
const TEXT =
  /^(?:text\/(?!event-stream)|application\/(?:(?:[\w.-]+\+)?(?:json|xml)|vnd\.apple\.mpegurl)|image\/svg\+xml)/;

/**
 * Marks a read whose answer holds a secret: its length must not tell how well the secret goes with what somebody else
 * put beside it (BREACH).
 */
export const Uncompressed = () => RouteConfig({ compress: false });

/** Marks a read whose answer is always the same bytes, however many they are: they are compressed once. */
export const compressedOnce = { config: { compress: 'once' } };

/**
 * Compresses text that is read, by what the client accepts. What answers a change is left as it is: tokens and tickets
 * are given there. So are parts of files, and what is compressed already. Must be called before there are routes.
 */
export async function compressAnswers(app: NestFastifyApplication): Promise<void> {
  const options: FastifyCompressOptions = {
    globalDecompression: false,
    encodings: ['br', 'gzip', 'identity'],
    threshold: SMALLEST_BYTES,
    syncThreshold: AT_ONCE_BYTES,
    customTypes: TEXT,
    zlib: { ...zlib, brotliCompressSync: once(zlib.brotliCompressSync), gzipSync: once(zlib.gzipSync) },
    brotliOptions: { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } },
  };
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      const reads = [route.method].flat().every((method) => method === 'GET' || method === 'HEAD');
      const { compress: wanted = true } = (route.config ?? {}) as { compress?: boolean | 'once' };
      if (reads && wanted && isForPeople(route.url)) route.onRequest = [route.onRequest ?? [], varies].flat();
      else Object.assign(route, { compress: false });
      if (wanted === 'once') Object.assign(route, { compress: { ...options, syncThreshold: Infinity } });
    });
  await app.register(compress, options);
}

/** Also what is not compressed for this client is for others. */
const varies: onRequestHookHandler = (_request, reply, done) => {
  void reply.header('vary', 'accept-encoding');
  done();
};

/**
 * What a use case keeps as bytes and sends to thousands of phones, such as a day of the programme, is compressed once.
 */
function once<Options>(compressed: (bytes: Buffer, options?: Options) => Buffer) {
  const known = new WeakMap<Buffer, Buffer>();
  return (bytes: Buffer, options?: Options): Buffer => {
    const made = known.get(bytes) ?? compressed(bytes, options);
    known.set(bytes, made);
    return made;
  };
}
