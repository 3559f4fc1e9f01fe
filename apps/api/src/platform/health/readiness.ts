import { setTimeout as pause } from 'node:timers/promises';
import type { Service } from '@everexpo/contracts/problems';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exec } from '../database/statements.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { outageOf } from '../http/outage.ts';
import { fieldError, type FieldError } from '../problems/field-error.ts';
import { STORAGE, type Storage } from '../storage/storage.ts';

const ANSWER_WITHIN_MS = 4_000;
/** For so long an answer stands for all who ask. */
const KEPT_MS = 1_000;
/** How often the database is asked to write where it has not failed. */
const WRITE_EVERY_MS = 10_000;
/** New bytes, so that the database needs space for them. */
const PAD_BYTES = 8_192;

export interface ServiceFailure {
  service: Service;
  error: FieldError;
}

/** Whether database and storage answer and have space. However many ask, it is looked at once at a time. */
@Injectable()
export class Readiness {
  private looking: Promise<ServiceFailure[]> | null = null;
  private lookedAt = -Infinity;
  private wroteAt = -Infinity;

  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** What is wrong, no more than a second ago. */
  failures(): Promise<ServiceFailure[]> {
    if (!this.looking || performance.now() - this.lookedAt > KEPT_MS) {
      this.lookedAt = Infinity;
      this.looking = this.look().finally(() => (this.lookedAt = performance.now()));
    }
    return this.looking;
  }

  private async look(): Promise<ServiceFailure[]> {
    const found = await Promise.all([
      failureOf('database', this.askDatabase()),
      failureOf('storage', this.storage.check()),
    ]);
    return found.filter((failure) => failure !== null);
  }

  /** A database whose disk is full reads on. */
  private async askDatabase(): Promise<void> {
    if (performance.now() - this.wroteAt < WRITE_EVERY_MS) {
      await exec(this.dataSource)`SELECT 1`;
      return;
    }
    const pad = Buffer.from(crypto.getRandomValues(new Uint8Array(PAD_BYTES)));
    await this.work.system('readiness', async (tx) => {
      // Another node writes the same at this moment: then it is known by theirs.
      await exec(tx)`
        UPDATE readiness_probe SET pad = ${pad}
        WHERE ctid IN (SELECT ctid FROM readiness_probe FOR UPDATE SKIP LOCKED)
      `;
    });
    this.wroteAt = performance.now();
  }
}

/** What is wrong with a part, or null when its check succeeds in time. */
async function failureOf(service: Service, check: Promise<unknown>): Promise<ServiceFailure | null> {
  const broken = (rule: 'answers' | 'space'): ServiceFailure => ({
    service,
    error: fieldError(`/${service}`, rule, { service }),
  });
  const over = new AbortController();
  const late = pause(ANSWER_WITHIN_MS, 'late', { signal: over.signal });
  try {
    const first = await Promise.race([check.then(() => 'answered'), late]);
    return first === 'late' ? broken('answers') : null;
  } catch (error) {
    if (outageOf(error)?.status === 507) return broken('space');
    return broken('answers');
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}
