import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { fieldError } from './field-error.ts';
import { ProblemError } from './problem.ts';

/** Where @ApiConsumes keeps its kinds. */
const CONSUMES = 'swagger/apiConsumes';
const MULTIPART = 'multipart/form-data';

/** Lets files come only to the routes that declare them: what takes an upload stands in the API's description. */
@Injectable()
export class MultipartGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws ProblemError 415 */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    if (!context.switchToHttp().getRequest<FastifyRequest>().isMultipart()) return true;
    const kinds = this.reflector.get<string[] | undefined>(CONSUMES, context.getHandler());
    if (kinds?.includes(MULTIPART)) return true;
    throw new ProblemError(
      'unsupported_media',
      { accepted: ['application/json'] },
      { errors: [fieldError('/headers/content-type', 'media_type')] },
    );
  }
}
