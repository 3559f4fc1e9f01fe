import 'reflect-metadata';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module.ts';
import { serveOpenApi } from './openapi.ts';
import { protectiveHeaders } from './web/protective-headers.ts';
import { serveWeb } from './web/serve-web.ts';
import {
  ACTOR_RESOLVER,
  compressAnswers,
  FloodGate,
  isForSocket,
  Log,
  Metrics,
  OwnSite,
  limitJsonDepth,
  limitBodyTime,
  REQUEST_MS,
  JSON_BYTES,
  MULTIPART_LIMITS,
  BESIDE_THE_API,
  RequestPlaces,
  sendProblem,
  SocketAdapter,
  type Config,
  type KnownRequest,
} from './platform/index.ts';

/** The whole API, wired and ready to listen: HTTP, socket, documentation and, where it is built, the web app. */
export async function createApp(config: Config): Promise<NestFastifyApplication> {
  const log = new Log(config);
  const adapter = new FastifyAdapter({
    loggerInstance: log.pino,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BYTES,
    requestTimeout: REQUEST_MS,
    http: { shouldUpgradeCallback: isForSocket },
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    trustProxy: config.TRUSTED_PROXIES ?? false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      gate.onRequest(request, reply, () => sendProblem(error, request, reply)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    logger: log.forNest(),
    bodyParser: true,
  });
  app.setGlobalPrefix('api', { exclude: BESIDE_THE_API });
  const sockets = new SocketAdapter(app);
  await sockets.joinNodes();
  app.useWebSocketAdapter(sockets);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);

  const fastify = adapter.getInstance();
  // LiveKit signs the exact bytes of its reports, so they must not be parsed on the way.
  fastify.addContentTypeParser('application/webhook+json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  const metrics = app.get(Metrics);
  fastify.addHook('onResponse', (request: KnownRequest, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    // Reads that went well are counted above; written down one by one they would drown the rest.
    const level = request.isFlood || (request.method === 'GET' && reply.statusCode < 400) ? 'debug' : 'info';
    request.log[level](
      { method: request.method, url: request.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
    done();
  });
  const protection = protectiveHeaders(config);
  const site = new OwnSite(config);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(protection);
    try {
      site.check(request);
      done();
    } catch (error) {
      sendProblem(error, request, reply);
    }
  });
  const gate = new FloodGate({
    actors: app.get(ACTOR_RESOLVER, { strict: false }),
    places: app.get(RequestPlaces),
    log,
    headers: protection,
  });
  fastify.addHook('onRequest', gate.onRequest);
  fastify.addHook('onSend', gate.onSend);
  fastify.addHook('preClose', gate.preClose);
  limitBodyTime(fastify);
  fastify.addHook('preValidation', (request, reply, done) => {
    try {
      limitJsonDepth(request.body);
      done();
    } catch (error) {
      sendProblem(error, request, reply);
    }
  });
  // A place is for the work: who reads the answer slowly keeps nobody waiting.
  fastify.addHook('onSend', (request: KnownRequest, _reply, payload, done) => {
    request.leavePlace?.();
    done(null, payload);
  });
  await compressAnswers(app);
  await app.register(cookie);
  await app.register(multipart, { limits: MULTIPART_LIMITS });
  serveOpenApi(app);
  if (config.WEB_DIST) await serveWeb(app, config.WEB_DIST);
  return app;
}

/** Zod checks what comes in and goes out; given no compilers, Fastify would load its own at every start. */
function noSchemas(): never {
  throw new Error('a route has a JSON schema; ours are written with zod');
}
