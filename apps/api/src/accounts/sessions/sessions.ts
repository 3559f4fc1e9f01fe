import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, Log, type Config } from '../../platform/index.ts';
import type { createAuth } from '../sign-in/auth.ts';

type AuthWithPool = ReturnType<typeof createAuth>;

/** better-auth, which takes long to load: behind the start of a node, or with the first request that needs it. */
@Injectable()
export class Sessions implements OnApplicationShutdown {
  private loaded: Promise<AuthWithPool> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {}

  async api(): Promise<AuthWithPool['auth']['api']> {
    this.loaded ??= import('../sign-in/auth.ts').then(({ createAuth }) => createAuth(this.config, this.log));
    return (await this.loaded).auth.api;
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.loaded)?.pool.end();
  }
}
