import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AskQuestion as AskQuestionBody,
  Id,
  ModerateQuestion as ModerateQuestionBody,
  Question,
  QuestionPage,
  QuestionQuery,
  VoteResult,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import {
  CurrentActor,
  CurrentCommand,
  Idempotent,
  Permit,
  Returns,
  type Actor,
  type PersonCommand,
} from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { AskQuestion } from './ask-question.ts';
import { ModerateQuestion } from './moderate-question.ts';
import { questionPage } from './question-views.ts';
import { VoteQuestion } from './vote-question.ts';

@ApiTags('audience')
@Controller()
export class QuestionController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly askQuestion: AskQuestion,
    private readonly voteQuestion: VoteQuestion,
    private readonly moderateQuestion: ModerateQuestion,
  ) {}

  @Get('sessions/:id/questions')
  @ApiOperation({ summary: 'The questions of a session' })
  @Permit(livePolicy.readQuestions)
  @Header('cache-control', 'no-store')
  @Returns(QuestionPage)
  list(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: QuestionQuery }) query: QuestionQuery,
    @CurrentActor() actor: Actor,
  ) {
    return questionPage(this.dataSource.manager, id, query, {
      id: actor.kind === 'person' ? actor.id : null,
      moderates: livePolicy.moderate.allows(actor),
    });
  }

  @Post('sessions/:id/questions')
  @ApiOperation({ summary: 'Ask a question' })
  @Idempotent()
  @Permit(livePolicy.askQuestion)
  @Returns(Question, 201)
  ask(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AskQuestionBody }) body: AskQuestionBody,
  ) {
    return this.askQuestion.run(command, id, body);
  }

  @Put('questions/:id/vote')
  @ApiOperation({ summary: 'Vote for a question' })
  @Permit(livePolicy.voteQuestion)
  @Returns(VoteResult)
  vote(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<VoteResult> {
    return this.voteQuestion.run(command, id, true);
  }

  @Delete('questions/:id/vote')
  @ApiOperation({ summary: "Take back one's vote for a question" })
  @HttpCode(200)
  @Permit(livePolicy.voteQuestion)
  @Returns(VoteResult)
  unvote(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<VoteResult> {
    return this.voteQuestion.run(command, id, false);
  }

  @Put('questions/:id')
  @ApiOperation({ summary: 'Highlight, answer or hide a question' })
  @Permit(livePolicy.moderate)
  @Returns(Question)
  moderate(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ModerateQuestionBody }) body: ModerateQuestionBody,
  ): Promise<Question> {
    return this.moderateQuestion.run(command, id, body);
  }
}
