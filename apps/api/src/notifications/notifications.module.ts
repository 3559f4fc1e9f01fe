import { Module } from '@nestjs/common';
import { NoticeController } from './notice.controller.ts';
import { TellProgrammeChanges } from './tell-programme-changes.ts';

@Module({ controllers: [NoticeController], providers: [TellProgrammeChanges] })
export class NotificationsModule {}
