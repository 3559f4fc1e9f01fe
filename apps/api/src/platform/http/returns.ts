import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { Problem } from '@everexpo/contracts';
import type { z } from 'zod';

/** Documents what a route answers, from the contract's own schema. */
export const Returns = (schema: z.ZodType, status: 200 | 201 = 200) =>
  applyDecorators(
    ApiResponse({ status, standardSchema: schema as never }),
    ApiResponse({ status: '4XX', description: 'RFC 9457 problem details', standardSchema: Problem as never }),
  );
