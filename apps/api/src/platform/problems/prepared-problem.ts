import type { Language } from '@everexpo/contracts/problems';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../http/language.ts';
import { PROBLEM_TYPE } from './problem.filter.ts';
import { problemOf, type ProblemError } from './problem.ts';

/** Stands where the id of a request will. */
const INSTANCE = '\u0000';

interface Written {
  headers: string[];
  before: string;
  after: string;
  bytes: number;
}

/** A refusal that is written once for everybody, in each language: to answer with it costs little more than to read. */
export class PreparedProblem {
  private readonly status: number;
  private readonly written: Record<Language, Written>;

  /** @param headers those of every answer, by name */
  constructor(problem: ProblemError, headers: Record<string, string>) {
    const write = (language: Language): Written => {
      const body = JSON.stringify(problemOf(problem, language, INSTANCE));
      const [before = '', after = ''] = body.split(JSON.stringify(INSTANCE).slice(1, -1));
      const own = {
        'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
        'content-language': language,
        vary: 'accept-encoding, accept-language',
        ...(problem.retryAfterSeconds === undefined ? {} : { 'retry-after': String(problem.retryAfterSeconds) }),
      };
      return {
        headers: Object.entries({ ...headers, ...own }).flat(),
        before,
        after,
        bytes: Buffer.byteLength(before) + Buffer.byteLength(after),
      };
    };
    this.written = { zh: write('zh'), en: write('en') };
    this.status = problem.status;
  }

  /** Answers past the hooks of what is still to be sent; with `close`, the connection ends with the answer. */
  send(request: FastifyRequest, reply: FastifyReply, { close = false } = {}): void {
    const { headers, before, after, bytes } = this.written[languageOf(request)];
    const { id } = request;
    reply.raw
      .writeHead(this.status, [
        ...headers,
        'content-length',
        String(bytes + Buffer.byteLength(id)),
        ...(close ? ['connection', 'close'] : []),
      ])
      .end(before + id + after);
  }
}
