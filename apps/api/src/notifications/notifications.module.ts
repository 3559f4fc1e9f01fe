import { Module } from '@nestjs/common';
import { NoticeController } from './notice.controller.ts';
import { AnnounceNotices } from './announce-notices.ts';
import { DismissNotice } from './dismiss-notice.ts';
import { ReadNotices } from './read-notices.ts';
import { SendLetters } from './letters/send-letters.ts';
import { NotifyAgreementNews } from './notify-agreement-news.ts';
import { NotifyMeetingNews } from './notify-meeting-news.ts';
import { NotifyProgrammeChanges } from './notify-programme-changes.ts';

@Module({
  controllers: [NoticeController],
  providers: [
    AnnounceNotices,
    DismissNotice,
    ReadNotices,
    SendLetters,
    NotifyAgreementNews,
    NotifyMeetingNews,
    NotifyProgrammeChanges,
  ],
})
export class NotificationsModule {}
