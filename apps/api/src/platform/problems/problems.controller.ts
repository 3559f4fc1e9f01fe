import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { verbatim } from '@everexpo/contracts';
import { isProblemCode } from '@everexpo/contracts/problems';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { z } from 'zod';
import { Permit } from '../access/permit.ts';
import { anyone, policy } from '../access/policy.ts';
import { languageOf } from '../http/language.ts';
import { notFound } from './problem.ts';
import { Returns } from '../http/returns.ts';
import { describe, describeAll, ProblemDescription } from './describe.ts';
import { problemListPage, problemPage } from './page.ts';

const problemsPolicy = policy('problems', { read: anyone });
const Code = verbatim(64);

/** What the `type` of a problem leads to. */
@ApiTags('problems')
@Controller('problems')
export class ProblemsController {
  @Get()
  @Permit(problemsPolicy.read)
  @Header('vary', 'accept, accept-encoding, accept-language')
  @ApiOperation({ summary: 'Every problem that the API answers with, as JSON or, for a browser, as a page' })
  @Returns(z.object({ items: z.array(ProblemDescription) }))
  list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): object | string {
    const items = describeAll();
    return asksForPage(request, reply) ? problemListPage(items, languageOf(request)) : { items };
  }

  @Get(':code')
  @Permit(problemsPolicy.read)
  @Header('vary', 'accept, accept-encoding, accept-language')
  @ApiOperation({ summary: 'One problem: its status, its text in Chinese and English, its parameters' })
  @Returns(ProblemDescription)
  one(
    @Param('code', { schema: Code }) code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ProblemDescription | string {
    if (!isProblemCode(code)) throw notFound('problem');
    const description = describe(code);
    return asksForPage(request, reply) ? problemPage(description, languageOf(request)) : description;
  }
}

/** Whether HTML is rather wanted than JSON. */
function asksForPage(request: FastifyRequest, reply: FastifyReply): boolean {
  const page = new Negotiator(request).mediaType(['application/json', 'text/html']) === 'text/html';
  if (page) void reply.header('content-type', 'text/html; charset=utf-8');
  return page;
}
