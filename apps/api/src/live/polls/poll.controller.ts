import { Body, Controller, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
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

@Controller()
export class PollController {
  constructor(private readonly polls: Polls) {}

  @Get('sessions/:id/polls')
  @Permit(livePolicy.readAudience)
  @Header('cache-control', 'no-store')
  @Returns(PollList)
  list(@Param('id', { schema: Id }) id: string, @CurrentActor() actor: Actor): Promise<PollList> {
    return this.polls.list(id, actor.kind === 'person' ? actor.id : null);
  }

  @Post('sessions/:id/polls')
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
  @HttpCode(200)
  @Permit(livePolicy.moderate)
  @Returns(Poll)
  close(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Poll> {
    return this.polls.close(command, id);
  }

  @Put('polls/:id/vote')
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
