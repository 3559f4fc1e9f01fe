import { betterAuth } from 'better-auth';
import { nodeLimits, NodePool, type Config, type Log } from '../platform/index.ts';

const SESSION_SECONDS = 12 * 60 * 60;

/**
 * Sign-in by e-mail and password over better-auth, on our own tables. Sessions live in the database; the browser
 * holds a signed httpOnly cookie. Accounts are made by the association, so there is no open sign-up.
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
    trustedOrigins: (request) => ownOrigins(config, request),
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
    rateLimit: { enabled: true, window: 60, max: 600, customRules: { '/sign-in/email': { window: 60, max: 30 } } },
    advanced: { cookiePrefix: 'everexpo', database: { generateId: 'uuid' }, useSecureCookies: config.PUBLIC_URL.startsWith('https:') },
  });
  return { auth, pool };
}

/** The public address; on a machine of one's own also its other names, such as 127.0.0.1 for localhost. */
function ownOrigins(config: Config, request: Request | undefined): string[] {
  const own = new URL(config.PUBLIC_URL);
  const host = request?.headers.get('host');
  return own.protocol === 'http:' && host ? [own.origin, `http://${host}`] : [own.origin];
}

export type Auth = ReturnType<typeof createAuth>['auth'];
export const AUTH = Symbol('auth');
