import {
  Injectable,
  type ArgumentsHost,
  type CanActivate,
  type ExecutionContext,
  type WsExceptionFilter,
} from '@nestjs/common';
import { Catch } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Ack } from '@everexpo/contracts';
import type { Socket } from 'socket.io';
import { check } from '../access/access.guard.ts';
import { PERMISSION } from '../access/permit.ts';
import type { Permission } from '../access/policy.ts';
import type { SocketData } from './realtime.ts';
import { refusedAck } from './refused-ack.ts';

/** Checks the named permission of every socket event. */
@Injectable()
export class SocketGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const socket = context.switchToWs().getClient<Socket>();
    check(
      this.reflector.get<Permission | undefined>(PERMISSION, context.getHandler()),
      (socket.data as SocketData).actor,
    );
    return true;
  }
}

/** Answers a refused socket event through its acknowledgement. */
@Catch()
export class SocketProblemFilter implements WsExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const ack: unknown = host.getArgs().findLast((argument: unknown) => typeof argument === 'function');
    if (typeof ack !== 'function') return;
    (ack as (reply: Ack<never>) => void)(refusedAck(error, host.switchToWs().getClient<Socket>()));
  }
}
