import type { Language } from '@everexpo/contracts/problems';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../http/language.ts';
import { problemHeaders, problemOf, type ProblemError } from './problem.ts';

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
      return {
        headers: Object.entries({ ...headers, ...problemHeaders(problem, language) }).flat(),
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
