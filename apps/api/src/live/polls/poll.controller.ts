import { Body, Controller, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, OpenPoll, Poll, PollList, VoteInPoll } from '@everexpo/contracts';
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
import { Polls } from './polls.ts';

@ApiTags('audience')
@Controller()
export class PollController {
  constructor(private readonly polls: Polls) {}

  @Get('sessions/:id/polls')
  @ApiOperation({ summary: 'The polls of a session' })
  @Permit(livePolicy.readAudience)
  @Header('cache-control', 'no-store')
  @Returns(PollList)
  list(@Param('id', { schema: Id }) id: string, @CurrentActor() actor: Actor): Promise<PollList> {
    return this.polls.list(id, actor.kind === 'person' ? actor.id : null);
  }

  @Post('sessions/:id/polls')
  @ApiOperation({ summary: 'Open a poll' })
  @Idempotent()
  @Permit(livePolicy.moderate)
  @Returns(Poll, 201)
  open(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: OpenPoll }) body: OpenPoll,
  ): Promise<Poll> {
    return this.polls.open(command, id, body);
  }

  @Post('polls/:id/close')
  @ApiOperation({ summary: 'Close a poll' })
  @HttpCode(200)
  @Permit(livePolicy.moderate)
  @Returns(Poll)
  close(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Poll> {
    return this.polls.close(command, id);
  }

  @Put('polls/:id/vote')
  @ApiOperation({ summary: 'Vote in a poll' })
  @Permit(livePolicy.voteInPoll)
  @Returns(Poll)
  vote(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: VoteInPoll }) body: VoteInPoll,
  ): Promise<Poll> {
    return this.polls.vote(command, id, body.option);
  }
}
