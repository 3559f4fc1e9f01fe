import { startRedis, type RedisServer } from '../../support/services/redis-server.ts';
import type { SoakOptions } from '../soak-run.ts';
import { startNodes, type Nodes, type NodesOptions } from './nodes.ts';

/** Two API nodes, to be killed, and a Redis of their own between them, to be cut. */
export interface CutNodes extends Nodes {
  redis: RedisServer;
}

export async function startCutNodes(
  options: SoakOptions,
  { random, env: more }: Omit<NodesOptions, 'count'>,
): Promise<CutNodes> {
  const redis = await startRedis();
  options.defer(() => redis.stop());
  const env = async (dir: string) => ({
    REDIS_URL: redis.url,
    DATABASE_POOL: '8',
    LOG_LEVEL: 'silent',
    ...(await more?.(dir)),
  });
  return { ...(await startNodes(options, { count: 2, random, env })), redis };
}
