import { Module } from '@nestjs/common';
import { NoticeController } from './notice.controller.ts';
import { ReadNotices } from './read-notices.ts';
import { SendLetters } from './send-letters.ts';
import { TellAgreementNews } from './tell-agreement-news.ts';
import { TellMeetingNews } from './tell-meeting-news.ts';
import { TellProgrammeChanges } from './tell-programme-changes.ts';

@Module({
  controllers: [NoticeController],
  providers: [ReadNotices, SendLetters, TellAgreementNews, TellMeetingNews, TellProgrammeChanges],
})
export class NotificationsModule {}
