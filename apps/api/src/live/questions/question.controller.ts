import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { AskQuestion as AskQuestionBody, Id, MarkAnswered as MarkAnsweredBody, Question, QuestionPage, QuestionQuery, VoteResult } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { CurrentActor, CurrentCommand, Idempotent, Permit, Returns, type Actor, type PersonCommand } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { AskQuestion } from './ask-question.ts';
import { MarkAnswered } from './mark-answered.ts';
import { questionPage } from './question-views.ts';
import { VoteQuestion } from './vote-question.ts';

@Controller()
export class QuestionController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly askQuestion: AskQuestion,
    private readonly voteQuestion: VoteQuestion,
    private readonly markAnswered: MarkAnswered,
  ) {}

  @Get('sessions/:id/questions')
  @Permit(livePolicy.readQuestions)
  @Header('cache-control', 'no-store')
  @Returns(QuestionPage)
  list(@Param('id', { schema: Id }) id: string, @Query({ schema: QuestionQuery }) query: QuestionQuery, @CurrentActor() actor: Actor) {
    return questionPage(this.dataSource.manager, id, query, actor.kind === 'person' ? actor.id : null);
  }

  @Post('sessions/:id/questions')
  @Idempotent()
  @Permit(livePolicy.askQuestion)
  @Returns(Question, 201)
  ask(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string, @Body({ schema: AskQuestionBody }) body: AskQuestionBody) {
    return this.askQuestion.run(command, id, body);
  }

  @Put('questions/:id/vote')
  @Permit(livePolicy.voteQuestion)
  @Returns(VoteResult)
  vote(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<VoteResult> {
    return this.voteQuestion.run(command, id, true);
  }

  @Delete('questions/:id/vote')
  @HttpCode(200)
  @Permit(livePolicy.voteQuestion)
  @Returns(VoteResult)
  unvote(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<VoteResult> {
    return this.voteQuestion.run(command, id, false);
  }

  @Put('questions/:id/answered')
  @Permit(livePolicy.moderateQuestions)
  @Returns(Question)
  answered(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MarkAnsweredBody }) body: MarkAnsweredBody,
  ): Promise<Question> {
    return this.markAnswered.run(command, id, body.answered);
  }
}
