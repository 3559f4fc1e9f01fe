import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.ts';

/** Structured logs, one JSON object a line; secrets are cut out before they are written. */
@Injectable()
export class Log {
  readonly pino: Logger;

  constructor(@Inject(CONFIG) config: Config) {
    this.pino = pino({
      level: config.LOG_LEVEL,
      redact: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'],
    });
  }

  error = (fields: object, message: string) => this.pino.error(fields, message);
  warn = (fields: object, message: string) => this.pino.warn(fields, message);
  info = (fields: object, message: string) => this.pino.info(fields, message);

  /** The framework's own words, in the same stream. */
  forNest(): LoggerService {
    const write =
      (level: 'info' | 'warn' | 'error' | 'debug') =>
      (message: unknown, ...rest: unknown[]) =>
        this.pino[level]({ nest: rest.at(-1) }, String(message));
    return {
      log: write('debug'),
      warn: write('warn'),
      error: write('error'),
      debug: write('debug'),
      verbose: write('debug'),
    };
  }
}
