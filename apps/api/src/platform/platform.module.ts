import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access/access.guard.ts';
import { RequestPlaces } from './access/places/request-places.ts';
import { CONFIG, type Config } from './config/config.ts';
import { DatabaseChannel } from './database/database-channel.ts';
import { nodeDatabaseOptions, type EntityClass } from './database/database-options.ts';
import { UnitOfWork } from './database/unit-of-work.ts';
import { HealthController } from './health/health.controller.ts';
import { ProblemsController } from './problems/problems.controller.ts';
import { Metrics } from './health/metrics.ts';
import { Readiness } from './health/readiness.ts';
import { Housekeeping } from './housekeeping/housekeeping.ts';
import { outageOf } from './http/outage.ts';
import { MultipartGuard } from './http/files/multipart.guard.ts';
import { ProblemFilter } from './problems/problem.filter.ts';
import { validationPipe } from './problems/validation.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { Log } from './logging/log.ts';
import { Mailer } from './mail/mailer.ts';
import { MediaServer } from './media/media-server.ts';
import { OutboxDispatcher } from './outbox/outbox.dispatcher.ts';
import { Realtime } from './realtime/realtime.ts';
import { SocketBudget } from './realtime/limits/socket-budget.ts';
import { SocketAdmission } from './realtime/socket-admission.ts';
import { SocketPenalties } from './realtime/limits/socket-penalties.ts';
import { FileSweeper } from './storage/file-sweeper.ts';
import { newStorage } from './storage/new-storage.ts';
import { STORAGE } from './storage/storage.ts';
import { StoredFiles } from './storage/stored-files.ts';

/** A node that starts before its database waits for it, for a minute; then it is its launcher that tries again. */
const untilThere = { retryDelay: 1_000, retryAttempts: 60, toRetry: (error: unknown) => outageOf(error) !== null };

@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, entities: EntityClass[]): DynamicModule {
    const database = { ...nodeDatabaseOptions(config, entities), ...untilThere };
    return {
      module: PlatformModule,
      imports: [DiscoveryModule, TypeOrmModule.forRoot(database)],
      controllers: [HealthController, ProblemsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: STORAGE, useFactory: () => newStorage(config) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: MultipartGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
        DatabaseChannel,
        FileSweeper,
        Housekeeping,
        JobRunner,
        Log,
        Metrics,
        Mailer,
        MediaServer,
        OutboxDispatcher,
        Readiness,
        Realtime,
        RequestPlaces,
        SocketBudget,
        SocketAdmission,
        SocketPenalties,
        StoredFiles,
        UnitOfWork,
      ],
      exports: [
        CONFIG,
        STORAGE,
        DatabaseChannel,
        FileSweeper,
        Log,
        Mailer,
        MediaServer,
        Metrics,
        Realtime,
        SocketBudget,
        StoredFiles,
        UnitOfWork,
      ],
    };
  }
}
