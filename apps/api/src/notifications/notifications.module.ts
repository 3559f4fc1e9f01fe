import { Module } from '@nestjs/common';
import { NoticeController } from './notice.controller.ts';
import { ReadNotices } from './read-notices.ts';
import { NotifyAgreementNews } from './notify-agreement-news.ts';
import { NotifyMeetingNews } from './notify-meeting-news.ts';
import { NotifyProgrammeChanges } from './notify-programme-changes.ts';

@Module({
  controllers: [NoticeController],
  providers: [ReadNotices, NotifyAgreementNews, NotifyMeetingNews, NotifyProgrammeChanges],
})
export class NotificationsModule {}
