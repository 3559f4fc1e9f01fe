import { Module } from '@nestjs/common';
import { CONFIG, Log, STORAGE, StoredFiles, UnitOfWork, type Config, type Storage } from '../platform/index.ts';
import { ExpoModule } from '../expo/index.ts';
import { AnnounceLive } from './announce-live.ts';
import { OrderMedia } from './order-media.ts';
import { AttendanceController } from './attendance/attendance.controller.ts';
import { ChatController } from './chat/chat.controller.ts';
import { ModerateChat } from './chat/moderate-chat.ts';
import { SendChatMessage } from './chat/send-chat-message.ts';
import { LiveGateway } from './live.gateway.ts';
import { SessionRights } from './log/session-rights.ts';
import { SessionTail } from './log/session-tail.ts';
import { WatchSession } from './log/watch-session.ts';
import { CheckTicketController } from './media/check-ticket.controller.ts';
import { EndPlaces } from './media/end-places.ts';
import { MediaWebhookController } from './media/media-webhook.controller.ts';
import { ReconcilePresence } from './media/reconcile-presence.ts';
import { RecordPresence } from './media/record-presence.ts';
import { PollController } from './polls/poll.controller.ts';
import { Polls } from './polls/polls.ts';
import { AskQuestion } from './questions/ask-question.ts';
import { ModerateQuestion } from './questions/moderate-question.ts';
import { QuestionController } from './questions/question.controller.ts';
import { VoteQuestion } from './questions/vote-question.ts';
import { CountReactions } from './reactions/count-reactions.ts';
import { GrowingPlaylists } from './recording/playlists/growing-playlists.ts';
import { CheckInAtHall } from './hall/check-in-at-hall.ts';
import { HallController } from './hall/hall.controller.ts';
import { EnsureRecording } from './recording/ensure-recording.ts';
import { LocalRecorder } from './recording/local/local-recorder.ts';
import { MakeFiles } from './recording/files/make-files.ts';
import { RECORDER, type Recorder } from './recording/recorder.ts';
import { RecordingFiles } from './recording/files/recording-files.ts';
import { RecordingController } from './recording/recording.controller.ts';
import { ReplayController } from './replay/replay.controller.ts';
import { ReplaysController } from './replay/replays.controller.ts';
import { SetCaptions } from './replay/set-captions.ts';
import { ApplyPublishing } from './stage/presenters/apply-publishing.ts';
import { BanPerson } from './stage/ban-person.ts';
import { ChangeStage } from './stage/show/change-stage.ts';
import { JoinStage } from './stage/join-stage.ts';
import { RecordDevices } from './stage/presenters/record-devices.ts';
import { RaiseHand } from './stage/presenters/raise-hand.ts';
import { SessionController } from './stage/session.controller.ts';
import { SetAudience } from './stage/set-audience.ts';
import { SetOnStage } from './stage/presenters/set-on-stage.ts';
import { TurnPage } from './stage/turn-page.ts';
import { StageController } from './stage/stage.controller.ts';

const log = [SessionRights, SessionTail, WatchSession];
const stage = [
  ApplyPublishing,
  ChangeStage,
  JoinStage,
  SetOnStage,
  TurnPage,
  SetAudience,
  RaiseHand,
  BanPerson,
  RecordDevices,
  CheckInAtHall,
  RecordPresence,
  ReconcilePresence,
  EndPlaces,
];
const audience = [AskQuestion, VoteQuestion, ModerateQuestion, SendChatMessage, ModerateChat, Polls, CountReactions];
const recording = [
  {
    provide: RECORDER,
    inject: [CONFIG, Log, STORAGE, StoredFiles, UnitOfWork],
    useFactory: recorderFor,
  },
  EnsureRecording,
  GrowingPlaylists,
  MakeFiles,
  RecordingFiles,
  SetCaptions,
];

/** The recorder that the settings name; null where none is set up, or there is no media server to record from. */
async function recorderFor(
  config: Config,
  log: Log,
  storage: Storage,
  files: StoredFiles,
  work: UnitOfWork,
): Promise<Recorder | null> {
  const { livekit, RECORDER: kind } = config;
  if (kind === 'none' || !livekit) return null;
  if (kind === 'local') return new LocalRecorder(work, log);
  if (config.STORAGE !== 's3')
    throw new Error('wrong settings: RECORDER=egress needs STORAGE=s3, the bucket that Egress writes to');
  const [{ EgressClient }, { EgressRecorder }] = await Promise.all([
    import('livekit-server-sdk'),
    import('./recording/egress/egress-recorder.ts'),
  ]);
  const egress = new EgressClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret);
  return new EgressRecorder({ egress, config, storage, files, work });
}

@Module({
  imports: [ExpoModule],
  controllers: [
    SessionController,
    StageController,
    QuestionController,
    ChatController,
    PollController,
    AttendanceController,
    CheckTicketController,
    MediaWebhookController,
    HallController,
    RecordingController,
    ReplayController,
    ReplaysController,
  ],
  providers: [AnnounceLive, OrderMedia, LiveGateway, ...log, ...stage, ...audience, ...recording],
})
export class LiveModule {}
