import 'reflect-metadata';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module.ts';
import { protectiveHeaders } from './protective-headers.ts';
import { serveWeb } from './serve-web.ts';
import {
  compressAnswers,
  isForSocket,
  Log,
  Metrics,
  OwnSite,
  refuseDeepJson,
  refuseSlowBodies,
  REQUEST_MS,
  JSON_BYTES,
  MULTIPART_LIMITS,
  sendProblem,
  SocketAdapter,
  type Config,
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
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => sendProblem(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    logger: log.forNest(),
    bodyParser: true,
  });
  app.setGlobalPrefix('api', { exclude: ['healthz', 'readyz', 'metrics', 'export/{*path}', 'calendars/{*path}'] });
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
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    // Reads that went well are counted above; written down one by one they would drown the rest.
    const level = request.method === 'GET' && reply.statusCode < 400 ? 'debug' : 'info';
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
  refuseSlowBodies(fastify);
  fastify.addHook('preValidation', (request, reply, done) => {
    try {
      refuseDeepJson(request.body);
      done();
    } catch (error) {
      sendProblem(error, request, reply);
    }
  });
  await compressAnswers(app);
  await app.register(multipart, { limits: MULTIPART_LIMITS });
  document(app);
  if (config.WEB_DIST) await serveWeb(app, config.WEB_DIST);
  return app;
}

/** Zod checks what comes in and goes out; given no compilers, Fastify would load its own at every start. */
function noSchemas(): never {
  throw new Error('a route has a JSON schema; ours are written with zod');
}

function document(app: NestFastifyApplication): void {
  const settings = new DocumentBuilder()
    .setTitle('Everexpo')
    .setDescription('永不落幕科创会: the API that the web app itself uses. Errors are RFC 9457 problem details.')
    .setVersion('0.1.0')
    .addCookieAuth('everexpo.session_token')
    .build();
  let described: ReturnType<typeof SwaggerModule.createDocument> | undefined;
  const describe = () => (described ??= SwaggerModule.createDocument(app, settings));
  SwaggerModule.setup('api/docs', app, describe, { raw: false });
  // Half a megabyte: written once, not for each who asks.
  let json: Buffer | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_request, reply) =>
      reply.type('application/json; charset=utf-8').send((json ??= Buffer.from(JSON.stringify(describe())))),
    );
}
