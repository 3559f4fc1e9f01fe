import type { Config } from '../platform/index.ts';

/** The value of one cookie of a request's header. */
export const cookieIn = (header: string, name: string): string | undefined =>
  header
    .split(/; ?/)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** A header that sets a cookie which no script reads and no other site's page sends along. */
export function setCookie(
  { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>,
  { name, value, path, seconds }: { name: string; value: string; path: string; seconds: number },
): string {
  const secure = PUBLIC_URL.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}
