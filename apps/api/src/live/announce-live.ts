import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MediaServer, OnEvent, Realtime, rooms } from '../platform/index.ts';
import { presenterChanged, questionAsked, questionChanged, questionVoted, stageChanged } from './live.events.ts';
import { presenterIdentity, stageRoom } from './media/names.ts';
import { questionView } from './questions/question-views.ts';
import { presenters } from './stage/presenters.ts';
import { stageView } from './stage/stage-view.ts';
import type { StageAction } from './stage/stage-states.ts';

/** Tells the pages of a session what changed, always with the state as it is now. */
@Injectable()
export class AnnounceLive {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
    private readonly media: MediaServer,
  ) {}

  @OnEvent(stageChanged, 'live.announce-stage')
  async stage({ sessionId }: { sessionId: string }): Promise<void> {
    const stage = await stageView(this.dataSource.manager, sessionId);
    if (stage) this.realtime.emit(rooms.session(sessionId), 'stage:changed', stage);
  }

  @OnEvent(stageChanged, 'live.close-media-room')
  async closeMediaRoom({ sessionId, action }: { sessionId: string; action: StageAction }): Promise<void> {
    if (action !== 'close') return;
    await this.media.closeRoom(stageRoom(sessionId));
    // Reports are only told apart from their repeats while they may still be repeated.
    await this.dataSource.query(`DELETE FROM media_event WHERE received_at < now() - interval '7 days'`);
  }

  @OnEvent(presenterChanged, 'live.announce-presenter')
  async presenter({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    const [presenter] = await presenters(this.dataSource.manager, sessionId, personId);
    if (presenter) this.realtime.emit([rooms.console(sessionId), rooms.person(personId)], 'stage:presenter', { ...presenter, sessionId });
  }

  /** Makes the media server agree with the stage: when someone is brought on or off, and when they arrive. */
  @OnEvent(presenterChanged, 'live.apply-publishing')
  async applyPublishing({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    const [presenter] = await presenters(this.dataSource.manager, sessionId, personId);
    if (presenter) await this.media.setPublishing(stageRoom(sessionId), presenterIdentity(personId), presenter.onStage);
  }

  @OnEvent(questionAsked, 'live.announce-question')
  async asked({ questionId }: { questionId: string }): Promise<void> {
    const question = await questionView(this.dataSource.manager, questionId);
    if (question) this.realtime.emit(rooms.session(question.sessionId), 'question:asked', question);
  }

  @OnEvent(questionChanged, 'live.announce-question-change')
  async changed({ questionId }: { questionId: string }): Promise<void> {
    const question = await questionView(this.dataSource.manager, questionId);
    if (question) this.realtime.emit(rooms.session(question.sessionId), 'question:changed', question);
  }

  @OnEvent(questionVoted, 'live.announce-vote')
  async voted({ questionId, sessionId }: { questionId: string; sessionId: string }): Promise<void> {
    const question = await questionView(this.dataSource.manager, questionId);
    if (question) this.realtime.emit(rooms.session(sessionId), 'question:voted', { id: questionId, votes: question.votes });
  }
}
