import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { outageOf } from './outage.ts';
import { ProblemError, problemOf } from './problem.ts';

/** Writes every refusal as problem+json; an unexpected error is logged whole and answered without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    sendProblem(error, request, http.getResponse<FastifyReply>());
  }
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = asProblem(error);
  if (problem.code === 'internal') request.log.error({ err: error }, 'unexpected error');
  else if (problem.status >= 500) request.log.warn({ err: error }, problem.code);
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(problem.retryAfterSeconds));
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(problem, request.id)));
}

/** Any thrown value as a refusal; a part that is away or full is named, and what nobody expected becomes a 500 without detail. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const outage = outageOf(error);
  if (outage) return outage;
  if (error instanceof HttpException)
    return new ProblemError(error.getStatus(), codeOf(error.getStatus()), error.message);
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new ProblemError(status, codeOf(status), (error as Error).message);
  }
  return new ProblemError(500, 'internal', 'Something went wrong on our side; nothing was changed.');
}

function codeOf(status: number): string {
  return (
    { 400: 'bad_request', 404: 'not_found', 413: 'too_large', 415: 'unsupported_media', 429: 'too_many' }[status] ??
    'refused'
  );
}
