import { Body, Controller, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Id, Presenter, SetOnStage as SetOnStageBody, Stage, StageCommand, StageTicket } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentActor, CurrentCommand, notFound, Permit, Returns, type Actor, type PersonCommand } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { ChangeStage } from './change-stage.ts';
import { JoinStage } from './join-stage.ts';
import { presenters } from './presenters.ts';
import { SetOnStage } from './set-on-stage.ts';
import { stageView } from './stage-view.ts';

@Controller('sessions/:id/stage')
export class StageController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changeStage: ChangeStage,
    private readonly joinStage: JoinStage,
    private readonly setOnStage: SetOnStage,
  ) {}

  @Get()
  @Permit(livePolicy.watchStage)
  @Header('cache-control', 'no-store')
  @Returns(Stage)
  async stage(@Param('id', { schema: Id }) id: string): Promise<Stage> {
    const stage = await stageView(this.dataSource.manager, id);
    if (!stage) throw notFound('session');
    return stage;
  }

  @Post('open')
  @HttpCode(200)
  @Permit(livePolicy.manageStage)
  @Returns(Stage)
  open(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string, @Body({ schema: StageCommand }) body: StageCommand) {
    return this.changeStage.run(command, 'open', id, body.revision);
  }

  @Post('next')
  @HttpCode(200)
  @Permit(livePolicy.manageStage)
  @Returns(Stage)
  next(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string, @Body({ schema: StageCommand }) body: StageCommand) {
    return this.changeStage.run(command, 'next', id, body.revision);
  }

  @Post('close')
  @HttpCode(200)
  @Permit(livePolicy.manageStage)
  @Returns(Stage)
  close(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string, @Body({ schema: StageCommand }) body: StageCommand) {
    return this.changeStage.run(command, 'close', id, body.revision);
  }

  @Post('ticket')
  @HttpCode(200)
  @Permit(livePolicy.watchStage)
  @Returns(StageTicket)
  ticket(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string): Promise<StageTicket> {
    return this.joinStage.run(actor, id);
  }

  @Get('presenters')
  @Permit(livePolicy.manageStage)
  @Returns(z.array(Presenter))
  presenters(@Param('id', { schema: Id }) id: string): Promise<Presenter[]> {
    return presenters(this.dataSource.manager, id);
  }

  @Put('presenters/:personId')
  @Permit(livePolicy.manageStage)
  @Returns(Presenter)
  bring(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('personId', { schema: Id }) personId: string,
    @Body({ schema: SetOnStageBody }) body: SetOnStageBody,
  ): Promise<Presenter> {
    return this.setOnStage.run(command, id, personId, body.onStage);
  }
}
