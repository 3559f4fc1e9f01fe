import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignIn } from '@everexpo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, headersOf, Permit, type Config, type KnownRequest } from '../../platform/index.ts';
import { accountsPolicy } from '../accounts.policy.ts';
import { cookieOptions } from '../sessions/cookies.ts';
import { DEVICE_COOKIE, DEVICE_SECONDS, issueDeviceTicket, readDeviceTicket } from './device-ticket.ts';
import { Passwords } from './passwords.ts';
import { Sessions } from '../sessions/sessions.ts';

/** The routes of sign-in. better-auth has many more of its own; none of them can be reached. */
@ApiTags('accounts')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
    private readonly passwords: Passwords,
  ) {}

  @Post('sign-in/email')
  @ApiOperation({ summary: 'Sign in with e-mail and password' })
  @HttpCode(204)
  @Permit(accountsPolicy.signIn)
  async signIn(
    @Req() request: KnownRequest,
    @Body({ schema: SignIn }) { email, password }: SignIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const headers = headersOf(request);
    const ticket = request.cookies[DEVICE_COOKIE] ?? '';
    // To check a password takes long, and has turns of its own.
    request.leavePlace?.();
    const device = readDeviceTicket(ticket, email, this.config.AUTH_SECRET);
    const personId = await this.passwords.check({ email, password, address: request.ip, device });
    // The address kept with the session: ours, never one that the sender names.
    headers.set('x-forwarded-for', request.ip);
    const auth = await this.sessions.api();
    passOnCookies(reply, await auth.openSession({ body: { personId }, headers, asResponse: true }));
    const value = device === null ? issueDeviceTicket(email, this.config.AUTH_SECRET) : ticket;
    void reply.setCookie(DEVICE_COOKIE, value, cookieOptions(this.config, '/api/auth', DEVICE_SECONDS));
  }

  @Post('sign-out')
  @ApiOperation({ summary: 'Sign out' })
  @HttpCode(204)
  @Permit(accountsPolicy.signOut)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const auth = await this.sessions.api();
    passOnCookies(reply, await auth.signOut({ headers: headersOf(request), asResponse: true }));
  }
}

/** @throws Error when better-auth refuses */
function passOnCookies(reply: FastifyReply, answer: Response): void {
  if (!answer.ok) throw new Error(`better-auth answered ${answer.status}`);
  for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
}
