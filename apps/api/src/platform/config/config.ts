import { z } from 'zod';

const flag = (fallback: boolean) => z.stringbool().default(fallback);

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** The address people type; sign-in accepts requests from it alone. */
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  DATABASE_URL: z.url(),
  /** For `migrate` alone: lets the role everexpo_app sign in with this password; API nodes work under it. */
  APP_ROLE_PASSWORD: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'must be letters, digits, _ and - only')
    .optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  /** How long a node waits for a connection and for a statement before it answers 503. */
  DATABASE_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(8_000),
  AUTH_SECRET: z.string().min(32),
  /** 32 bytes in hex: the key that signs the ledger's checkpoints. Unset, it follows from AUTH_SECRET. */
  LEDGER_SEED: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in lower-case hex')
    .optional(),
  /**
   * PKCS #12 file of the organisation's certificate and its password. Unset, documents are sealed with a self-made one.
   */
  SEAL_P12: z.string().optional(),
  SEAL_P12_PASSWORD: z.string().default(''),
  /** RFC 3161 time-stamping authority for sealed documents. */
  TIMESTAMP_URL: z.url().optional(),
  /** The organisation's mail server, such as smtps://user:password@host:465. Unset, no e-mail is sent. */
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Everexpo <no-reply@everexpo.example>'),
  /** Who holds the expo and how to reach them, at the foot of public pages; what is unset is not shown. */
  ORGANISER_ZH: z.string().optional(),
  ORGANISER_EN: z.string().optional(),
  ORGANISER_EMAIL: z.email().optional(),
  ORGANISER_PHONE: z
    .string()
    .regex(/^[+\d][\d -]{4,}$/, 'must be a telephone number of digits, spaces and hyphens')
    .optional(),
  /** The site's filing number (ICP 备案号), which links to the register. */
  FILING_NUMBER: z.string().optional(),
  /** Addresses (CIDR, comma separated) of proxies whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.string().optional(),
  LIVEKIT_URL: z.url().optional(),
  LIVEKIT_PUBLIC_URL: z.url().optional(),
  LIVEKIT_API_KEY: z.string().optional(),
  LIVEKIT_API_SECRET: z.string().min(32).optional(),
  /** Whether LiveKit's Ingress runs beside it, so that encoders can send over WHIP and RTMP. */
  LIVEKIT_INGRESS: flag(false),
  /** STUN/TURN addresses for pages, comma separated; "none" asks no server; unset leaves it to LiveKit. */
  LIVEKIT_ICE: z.string().optional(),
  /** Who records sessions: a process of ours beside the API, LiveKit's Egress, or nobody. */
  RECORDER: z.enum(['none', 'local', 'egress']).default('none'),
  /** Pictures a second that the local recorder takes. */
  RECORDER_FPS: z.coerce
    .number()
    .pipe(z.literal([5, 10, 15, 20, 25, 30]))
    .default(20),
  /** How many of a session's audience may be in its media room at once, where the stage itself sets no other number. */
  SEATS: z.coerce.number().int().min(1).max(100_000).default(500),
  /**
   * How many of those seats one network (an IPv4 address, the first 64 bits of an IPv6 address) may hold of a session.
   */
  SEATS_PER_NETWORK: z.coerce.number().int().min(1).max(100_000).default(60),
  /**
   * And at most this part of them, whatever their number: one computer leaves seats to others in a small session too.
   */
  NETWORK_SHARE: z.coerce.number().positive().max(1).default(0.25),
  /** How many of the audience are let into one session's media room a second. */
  JOINS_PER_SECOND: z.coerce.number().min(1).max(1000).default(30),
  /** How many pages of one person or guest may be connected to one node at once. */
  SOCKETS_PER_PERSON: z.coerce.number().int().min(1).max(10_000).default(20),
  /** How many guests' pages of one network address may be connected to one node at once; a whole hall may share it. */
  GUESTS_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).default(5_000),
  STORAGE: z.enum(['disk', 's3']).default('disk'),
  STORAGE_DIR: z.string().default('.everexpo/files'),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** How much one person may upload in a day: slides, evidence and meeting files. */
  UPLOAD_MB_PER_DAY: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  REDIS_URL: z.url().optional(),
  WEB_DIST: z.string().optional(),
  /** Whether this process delivers outbox events; in production the worker does. */
  OUTBOX: flag(true),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = z.infer<typeof Environment> & { livekit: LiveKitConfig | null };

export interface LiveKitConfig {
  url: string;
  publicUrl: string;
  apiKey: string;
  apiSecret: string;
  iceServers: { urls: string[] }[] | null;
}

export const CONFIG = Symbol('config');

/**
 * Reads the settings of one process from its environment.
 * @throws Error that names each wrong variable and the rule it breaks
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`wrong settings: ${lines.join('; ')}`);
  }
  return { ...parsed.data, livekit: liveKitOf(parsed.data) };
}

function liveKitOf(env: z.infer<typeof Environment>): LiveKitConfig | null {
  if (!env.LIVEKIT_URL) return null;
  if (!env.LIVEKIT_API_KEY || !env.LIVEKIT_API_SECRET) {
    throw new Error('wrong settings: LIVEKIT_URL needs LIVEKIT_API_KEY and LIVEKIT_API_SECRET');
  }
  return {
    url: env.LIVEKIT_URL,
    publicUrl: env.LIVEKIT_PUBLIC_URL ?? env.LIVEKIT_URL,
    apiKey: env.LIVEKIT_API_KEY,
    apiSecret: env.LIVEKIT_API_SECRET,
    iceServers: iceServersOf(env.LIVEKIT_ICE),
  };
}

function iceServersOf(setting: string | undefined): LiveKitConfig['iceServers'] {
  if (setting === undefined) return null;
  if (setting === 'none') return [];
  return setting.split(',').map((url) => ({ urls: [url.trim()] }));
}
