import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../problems/problem.ts';
import type { Command } from '../database/unit-of-work.ts';
import type { Actor, PersonActor, Sender } from './actor.ts';
import type { Permission } from './policy.ts';

export const PERMISSION = 'everexpo:permission';
export const IDEMPOTENT = 'everexpo:idempotent';

/** Names the right that a route or a socket event needs. One without it is refused. */
export const Permit = (permission: Permission) => SetMetadata(PERMISSION, permission);

/** Marks a route that creates something: it needs an Idempotency-Key and answers a repeat with its first reply. */
export const Idempotent = () =>
  applyDecorators(
    SetMetadata(IDEMPOTENT, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: '8 to 64 visible ASCII characters, new for each intent',
    }),
  );

export interface KnownRequest extends FastifyRequest {
  /** Whose cookie it shows; null for none of ours. */
  sender?: Sender | null;
  actor?: Actor;
  /** It takes no place, and has been counted. */
  isCounted?: boolean;
  /** One of so many that are refused that each need not be written down. */
  isFlood?: boolean;
  idempotency?: { key: string; hash: string };
  /** Gives back the place among the requests that are worked on. */
  leavePlace?: () => void;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<KnownRequest>();

/** The sender of the request, whoever they are. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  return requestOf(context).actor ?? { kind: 'public' };
});

/** The signed-in sender with the request's id and idempotency key: what a use case runs under. */
export const CurrentCommand = createParamDecorator((_data: unknown, context: ExecutionContext): Command => {
  const request = requestOf(context);
  const from = { address: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 300) };
  return { actor: personOf(request.actor), requestId: request.id, idempotency: request.idempotency, from };
});

export function personOf(actor: Actor | undefined): PersonActor {
  if (actor?.kind !== 'person') throw unauthenticated();
  return actor;
}
