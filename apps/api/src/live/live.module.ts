import { Module } from '@nestjs/common';
import { AnnounceLive } from './announce-live.ts';
import { LiveGateway } from './live.gateway.ts';
import { MediaReportController } from './media/media-report.controller.ts';
import { RecordPresence } from './media/record-presence.ts';
import { AskQuestion } from './questions/ask-question.ts';
import { MarkAnswered } from './questions/mark-answered.ts';
import { QuestionController } from './questions/question.controller.ts';
import { VoteQuestion } from './questions/vote-question.ts';
import { ChangeStage } from './stage/change-stage.ts';
import { JoinStage } from './stage/join-stage.ts';
import { SetOnStage } from './stage/set-on-stage.ts';
import { StageController } from './stage/stage.controller.ts';

@Module({
  controllers: [StageController, QuestionController, MediaReportController],
  providers: [AnnounceLive, LiveGateway, RecordPresence, ChangeStage, JoinStage, SetOnStage, AskQuestion, VoteQuestion, MarkAnswered],
})
export class LiveModule {}
