import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** What a route takes instead of JSON: it stands in the API's description, and in the refusal of anything else. */
export const Consumes = (...kinds: string[]) =>
  applyDecorators(ApiConsumes(...kinds), RouteConfig({ consumes: kinds }));

/** The media types that the route of a request takes. */
export const consumedBy = ({ routeOptions }: FastifyRequest): string[] =>
  (routeOptions?.config as { consumes?: string[] } | undefined)?.consumes ?? ['application/json'];
