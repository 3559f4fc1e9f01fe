import { createHash } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { fieldError } from '../problems/field-error.ts';
import { ProblemError, unauthenticated } from '../problems/problem.ts';
import { ACTOR_RESOLVER, type Actor, type ActorResolver } from './actor.ts';
import { IDEMPOTENT, PERMISSION, type KnownRequest } from './permit.ts';
import type { Permission } from './policy.ts';
import { RequestPlaces } from './places/request-places.ts';

const KEY_RULE = /^[\x21-\x7e]{8,64}$/;

/** Checks the named permission of every HTTP route and reads the idempotency key where one is due. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(ACTOR_RESOLVER) private readonly actors: ActorResolver,
    private readonly places: RequestPlaces,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(PERMISSION, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<KnownRequest>();
    const actor: Actor = permission?.unasked ? { kind: 'public' } : await this.findOut(request);
    // Before the check: its refusal is written in their language.
    request.actor = actor;
    check(permission, actor);
    if (this.reflector.get<boolean | undefined>(IDEMPOTENT, context.getHandler()))
      request.idempotency = idempotencyOf(request);
    return true;
  }

  /** Who sends a request, when there is a place for it. */
  private async findOut(request: KnownRequest): Promise<Actor> {
    const { sender = this.actors.senderOf(request.headers.cookie) } = request;
    request.leavePlace = await this.places.take(request, sender);
    // Most public reads carry no cookie: nothing to look up.
    const actor: Actor = sender ? await this.actors.resolve(headersOf(request)) : { kind: 'public' };
    this.places.learn(sender, actor);
    // What is uploaded may take minutes to come, and has turns of its own.
    if (request.isMultipart()) request.leavePlace();
    return actor;
  }
}

/** @throws ProblemError 401 or 403; also for a place that names no permission at all */
export function check(permission: Permission | undefined, actor: Actor): void {
  if (!permission) throw new ProblemError('closed');
  if (permission.allows(actor)) return;
  if (actor.kind !== 'person') throw unauthenticated();
  throw new ProblemError('not_permitted', { roles: permission.roles });
}

export function headersOf(request: { headers: Record<string, string | string[] | undefined> }): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function idempotencyOf(request: KnownRequest): { key: string; hash: string } {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY_RULE.test(key)) {
    throw new ProblemError('idempotency_key', {}, { errors: [fieldError('/headers/idempotency-key', 'required.key')] });
  }
  const intent = `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`;
  return { key, hash: createHash('sha256').update(intent).digest('hex') };
}
