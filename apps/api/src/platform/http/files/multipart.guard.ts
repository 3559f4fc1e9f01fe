import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { consumedBy } from './consumes.ts';
import { fieldError } from '../../problems/field-error.ts';
import { ProblemError } from '../../problems/problem.ts';

const MULTIPART = 'multipart/form-data';

/** Lets files come only to the routes that declare them by `@Consumes`. */
@Injectable()
export class MultipartGuard implements CanActivate {
  /** @throws ProblemError 415 */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.isMultipart()) return true;
    const accepted = consumedBy(request);
    if (accepted.includes(MULTIPART)) return true;
    throw new ProblemError(
      'unsupported_media',
      { accepted },
      { errors: [fieldError('/headers/content-type', 'media_type')] },
    );
  }
}
