import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from './accounts/index.ts';
import { AgreementsModule } from './agreements/index.ts';
import { entities } from './entities.ts';
import { ExpoModule } from './expo/index.ts';
import { InsightsModule } from './insights/index.ts';
import { LiveModule } from './live/index.ts';
import { NegotiationModule } from './negotiation/index.ts';
import { NotificationsModule } from './notifications/index.ts';
import { PlatformModule, type Config } from './platform/index.ts';

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, entities),
        AccountsModule,
        ExpoModule,
        LiveModule,
        NegotiationModule,
        AgreementsModule,
        NotificationsModule,
        InsightsModule,
      ],
    };
  }
}
