import { All, Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, headersOf, Permit, ProblemError, type Config } from '../platform/index.ts';
import { accountsPolicy } from './accounts.policy.ts';
import { AUTH, type Auth } from './auth.ts';

/** Hands sign-in and sign-out to better-auth. */
@ApiExcludeController()
@Controller('auth')
export class AuthController {
  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @All('*')
  @Permit(accountsPolicy.signIn)
  async handle(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const headers = headersOf(request);
    // The address that the limit on attempts counts by: ours, never one that the sender names.
    headers.set('x-forwarded-for', request.ip);
    const hasBody = request.method !== 'GET' && request.body !== undefined;
    const answer = await this.auth.handler(
      new Request(new URL(request.url, this.config.PUBLIC_URL), {
        method: request.method,
        headers,
        body: hasBody ? JSON.stringify(request.body) : undefined,
      }),
    );
    if (answer.status >= 400) throw await refusalOf(answer);
    void reply.status(answer.status);
    for (const [name, value] of answer.headers) if (name !== 'set-cookie') void reply.header(name, value);
    for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
    await reply.send(answer.body ? await answer.text() : null);
  }
}

/** better-auth's own error as a problem like all others. */
async function refusalOf(answer: Response): Promise<ProblemError> {
  const { code, message } = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
  return new ProblemError(answer.status, code?.toLowerCase() ?? 'not_signed_in', message ?? 'Sign-in was refused.');
}
