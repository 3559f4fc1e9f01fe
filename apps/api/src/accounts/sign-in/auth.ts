import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { nodeLimits, NodePool, type Config, type Log } from '../../platform/index.ts';

const SESSION_SECONDS = 12 * 60 * 60;

/**
 * Sessions over better-auth, on our own tables. They live in the database; the browser holds a signed httpOnly cookie.
 * Accounts are made by the association, so there is no open sign-up. Passwords are checked by Passwords, and
 * better-auth's own routes are not served.
 */
export function createAuth(config: Config, log: Log) {
  const pool = new NodePool({
    connectionString: config.DATABASE_URL,
    max: Math.max(2, Math.floor(config.DATABASE_POOL / 2)),
    ...nodeLimits(config.DATABASE_TIMEOUT_MS),
  });
  pool.on('error', () => undefined);
  const auth = betterAuth({
    database: pool,
    secret: config.AUTH_SECRET,
    baseURL: config.PUBLIC_URL,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    // An unexpected error reaches our own filter, which knows what an outage is.
    onAPIError: { throw: true },
    logger: { level: 'warn', log: (level, message) => log.pino[level]({ source: 'better-auth' }, message) },
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        nameEn: { type: 'string', fieldName: 'name_en', input: false, required: false },
        organisationId: { type: 'string', fieldName: 'organisation_id', input: false, required: false },
        language: { type: 'string', input: false, required: false },
      },
    },
    session: {
      modelName: 'auth_session',
      expiresIn: SESSION_SECONDS,
      updateAge: 60 * 60,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'auth_credential',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'auth_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    rateLimit: { enabled: false },
    plugins: [sessions],
    advanced: {
      cookiePrefix: 'everexpo',
      database: { generateId: 'uuid' },
      useSecureCookies: config.PUBLIC_URL.startsWith('https:'),
    },
  });
  return { auth, pool };
}

/** Opens a session for who has been recognised. */
const sessions = {
  id: 'sessions',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ personId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.personId);
        if (!user) throw new Error('nobody has this id');
        await setSessionCookie(ctx, { session: await internalAdapter.createSession(user.id), user });
        return ctx.json({});
      },
    ),
  },
} satisfies BetterAuthPlugin;
