import { Module } from '@nestjs/common';
import { AnnounceLive } from './announce-live.ts';
import { AttendanceController } from './attendance/attendance.controller.ts';
import { ChatController } from './chat/chat.controller.ts';
import { ModerateChat } from './chat/moderate-chat.ts';
import { SayInChat } from './chat/say-in-chat.ts';
import { LiveGateway } from './live.gateway.ts';
import { SessionTail } from './log/session-tail.ts';
import { WatchSession } from './log/watch-session.ts';
import { CheckTicketController } from './media/check-ticket.controller.ts';
import { MediaReportController } from './media/media-report.controller.ts';
import { ReconcilePresence } from './media/reconcile-presence.ts';
import { RecordPresence } from './media/record-presence.ts';
import { PollController } from './polls/poll.controller.ts';
import { Polls } from './polls/polls.ts';
import { AskQuestion } from './questions/ask-question.ts';
import { ModerateQuestion } from './questions/moderate-question.ts';
import { QuestionController } from './questions/question.controller.ts';
import { VoteQuestion } from './questions/vote-question.ts';
import { CountReactions } from './reactions/count-reactions.ts';
import { ApplyPublishing } from './stage/apply-publishing.ts';
import { BanPerson } from './stage/ban-person.ts';
import { ChangeStage } from './stage/change-stage.ts';
import { JoinStage } from './stage/join-stage.ts';
import { RaiseHand } from './stage/raise-hand.ts';
import { SetAudience } from './stage/set-audience.ts';
import { SetOnStage } from './stage/set-on-stage.ts';
import { TurnPage } from './stage/turn-page.ts';
import { StageController } from './stage/stage.controller.ts';

const log = [SessionTail, WatchSession];
const stage = [ApplyPublishing, ChangeStage, JoinStage, SetOnStage, TurnPage, SetAudience, RaiseHand, BanPerson, RecordPresence, ReconcilePresence];
const audience = [AskQuestion, VoteQuestion, ModerateQuestion, SayInChat, ModerateChat, Polls, CountReactions];

@Module({
  controllers: [StageController, QuestionController, ChatController, PollController, AttendanceController, CheckTicketController, MediaReportController],
  providers: [AnnounceLive, LiveGateway, ...log, ...stage, ...audience],
})
export class LiveModule {}
