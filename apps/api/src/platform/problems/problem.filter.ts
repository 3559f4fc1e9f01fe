import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { problemTitles, type Status } from '@everexpo/contracts/problems';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { consumedBy } from '../http/files/consumes.ts';
import { languageOf } from '../http/language.ts';
import { outageOf } from '../http/outage.ts';
import { notFound, ProblemError, problemHeaders, problemOf } from './problem.ts';

/** Writes every refusal as problem+json; an unexpected error is logged whole and answered without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    sendProblem(error, request, http.getResponse<FastifyReply>());
  }
}

/** In the language that the request asks for. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = asProblem(error, consumedBy(request));
  const language = languageOf(request);
  if (problem.code === 'internal') request.log.error({ err: error }, 'unexpected error');
  else if (problem.status >= 500) request.log.warn({ err: error }, problem.code);
  void reply
    .status(problem.status)
    .headers(problemHeaders(problem, language))
    .send(JSON.stringify(problemOf(problem, language, request.id)));
}

/**
 * Any thrown value as a refusal; a part that is away or full is named, and what nobody expected becomes a 500 without
 * detail. `accepted` are the media types that were possible.
 */
export function asProblem(error: unknown, accepted = ['application/json']): ProblemError {
  if (error instanceof ProblemError) return error;
  const outage = outageOf(error);
  if (outage) return outage;
  if (error instanceof HttpException) return ofLibrary(error.getStatus(), error, accepted);
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return ofLibrary(status, error as Error, accepted);
  return new ProblemError('internal');
}

/** Largest JSON body, in bytes. */
export const JSON_BYTES = 256 * 1024;

/** What Fastify or NestJS refuse by themselves; a status that the catalogue has no title for is answered as 400. */
function ofLibrary(status: number, error: Error, accepted: string[]): ProblemError {
  const reason = error.message;
  const refused = () =>
    new ProblemError('refused', { reason }, { status: status in problemTitles ? (status as Status) : 400 });
  switch (status) {
    case 400:
      return new ProblemError('bad_request', { reason });
    case 404:
      return notFound('address');
    case 413:
      return isBodyTooLarge(error) ? new ProblemError('too_large', { megabytes: JSON_BYTES / 1024 / 1024 }) : refused();
    case 415:
      return new ProblemError('unsupported_media', { accepted });
    default:
      return refused();
  }
}

/** NestJS makes an exception of its own of Fastify's; other parsers keep their codes. */
const isBodyTooLarge = (error: Error) =>
  error instanceof HttpException || (error as { code?: string }).code === 'FST_ERR_CTP_BODY_TOO_LARGE';
