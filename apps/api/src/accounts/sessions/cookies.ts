import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Config } from '../../platform/index.ts';

/** Of a cookie which no script reads and no other site's page sends along, for `maxAge` seconds below `path`. */
export const cookieOptions = (
  { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>,
  path: string,
  maxAge: number,
): CookieSerializeOptions => ({
  path,
  maxAge,
  httpOnly: true,
  sameSite: 'lax',
  secure: PUBLIC_URL.startsWith('https:'),
});
