import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** Documents what a route answers, from the contract's own schema. */
export const Returns = (schema: z.ZodType, status: 200 | 201 = 200) =>
  ApiResponse({ status, standardSchema: schema as never });

/** Documents that a route answers a file, of one of some media types. */
export const ReturnsFile = (...types: string[]) =>
  ApiResponse({
    status: 200,
    content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
  });
