import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Devices,
  Id,
  JoinStage as JoinStageBody,
  Presenter,
  RaisedHand,
  RaiseHand as RaiseHandBody,
  SetAudience as SetAudienceBody,
  SetOnStage as SetOnStageBody,
  Stage,
  StageStep,
  StageWay,
  TurnPage as TurnPageBody,
} from '@everexpo/contracts';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  CurrentActor,
  CurrentCommand,
  MediaServer,
  networkOf,
  notFound,
  Permit,
  ProblemError,
  Returns,
  type Actor,
  type PersonCommand,
} from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { presenterIdentity, stageRoom } from '../media/names.ts';
import { BanPerson, bannedPeople } from './ban-person.ts';
import { ChangeStage } from './show/change-stage.ts';
import { RecordDevices } from './presenters/record-devices.ts';
import { JoinStage } from './join-stage.ts';
import { presenters } from './presenters/presenters.ts';
import { RaiseHand, raisedHands } from './presenters/raise-hand.ts';
import { SetAudience } from './set-audience.ts';
import { SetOnStage } from './presenters/set-on-stage.ts';
import { stageView } from './stage-view.ts';
import { TurnPage } from './turn-page.ts';

const Banned = z.object({ personId: Id, name: z.string(), nameEn: z.string() });
const SetBanned = z.strictObject({ banned: z.boolean() });
type SetBanned = z.infer<typeof SetBanned>;

@ApiTags('stage')
@Controller('sessions/:id/stage')
export class StageController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: MediaServer,
    private readonly changeStage: ChangeStage,
    private readonly joinStage: JoinStage,
    private readonly setOnStage: SetOnStage,
    private readonly setAudience: SetAudience,
    private readonly turnPage: TurnPage,
    private readonly raiseHand: RaiseHand,
    private readonly banPerson: BanPerson,
    private readonly recordDevices: RecordDevices,
  ) {}

  @Get()
  @ApiOperation({ summary: "The state of a session's stage" })
  @Permit(livePolicy.watchStage)
  @Header('cache-control', 'no-store')
  @Returns(Stage)
  async stage(@Param('id', { schema: Id }) id: string): Promise<Stage> {
    const stage = await stageView(this.dataSource.manager, id);
    if (!stage) throw notFound('session');
    return stage;
  }

  @Post('steps')
  @ApiOperation({ summary: 'Take a step: open, next pitch, hold, extend, close, undo' })
  @HttpCode(200)
  @Permit(livePolicy.manageStage)
  @Returns(Stage)
  step(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: StageStep }) body: StageStep,
  ): Promise<Stage> {
    return this.changeStage.run(command, id, body);
  }

  @Put('manager')
  @ApiOperation({ summary: "Take over as the stage's manager" })
  @Permit(livePolicy.manageStage)
  @Returns(Stage)
  takeOver(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Stage> {
    return this.changeStage.takeOver(command, id);
  }

  @Put('page')
  @ApiOperation({ summary: 'Turn the page of the deck on stage' })
  @Permit(livePolicy.turnPage)
  @Returns(Stage)
  page(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TurnPageBody }) body: TurnPageBody,
  ): Promise<Stage> {
    return this.turnPage.run(command, id, body.page);
  }

  @Put('audience')
  @ApiOperation({ summary: 'Set what the audience may do' })
  @Permit(livePolicy.manageStage)
  @Returns(Stage)
  audience(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SetAudienceBody }) body: SetAudienceBody,
  ): Promise<Stage> {
    return this.setAudience.run(command, id, body);
  }

  @Post('ticket')
  @ApiOperation({ summary: 'A way into the media room, or to the broadcast' })
  @HttpCode(200)
  @Permit(livePolicy.watchStage)
  @Returns(StageWay)
  ticket(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: JoinStageBody.prefault({}) }) body: JoinStageBody,
    @Req() request: FastifyRequest,
  ): Promise<StageWay> {
    return this.joinStage.run(actor, id, body, { requestId: request.id, network: networkOf(request.ip) });
  }

  @Get('presenters')
  @ApiOperation({ summary: 'The presenters of a session and where they are' })
  @Permit(livePolicy.manageStage)
  @Returns(z.array(Presenter))
  presenters(@Param('id', { schema: Id }) id: string): Promise<Presenter[]> {
    return presenters(this.dataSource.manager, id);
  }

  @Put('presenters/:personId')
  @ApiOperation({ summary: 'Bring a presenter on stage or off it' })
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

  /** Of one's own accord; who manages the stage takes others off it. */
  @Delete('place')
  @ApiOperation({ summary: 'Leave the stage' })
  @HttpCode(204)
  @Permit(livePolicy.leaveStage)
  async leave(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.setOnStage.run(command, id, command.actor.id, false);
  }

  /** Turns the microphone of somebody on stage off; they can turn it on again themselves. */
  @Post('presenters/:personId/mute')
  @ApiOperation({ summary: "Mute a presenter's microphone" })
  @HttpCode(204)
  @Permit(livePolicy.manageStage)
  async mute(
    @Param('id', { schema: Id }) id: string,
    @Param('personId', { schema: Id }) personId: string,
  ): Promise<void> {
    const [found] = await presenters(this.dataSource.manager, id, personId);
    if (!found) throw notFound('person');
    await this.media.muteMicrophone(stageRoom(id), found.guestIdentity ?? presenterIdentity(personId));
  }

  @Put('devices')
  @ApiOperation({ summary: "Report the state of one's devices in the green room" })
  @HttpCode(204)
  @Permit(livePolicy.recordDevices)
  devices(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Devices }) body: Devices,
  ): Promise<void> {
    return this.recordDevices.run(command, id, body);
  }

  @Get('hands')
  @ApiOperation({ summary: 'The hands that are raised' })
  @Permit(livePolicy.manageStage)
  @Returns(z.array(RaisedHand))
  hands(@Param('id', { schema: Id }) id: string): Promise<RaisedHand[]> {
    return raisedHands(this.dataSource.manager, id);
  }

  @Put('hand')
  @ApiOperation({ summary: "Raise one's hand" })
  @HttpCode(204)
  @Permit(livePolicy.raiseHand)
  raise(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RaiseHandBody }) body: RaiseHandBody,
  ): Promise<void> {
    return this.raiseHand.raise(command, id, body.identity);
  }

  @Delete('hands/:personId')
  @ApiOperation({ summary: 'Lower a hand' })
  @HttpCode(204)
  @Permit(livePolicy.raiseHand)
  async lower(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('personId', { schema: Id }) personId: string,
  ): Promise<void> {
    if (personId !== command.actor.id && !livePolicy.manageStage.allows(command.actor))
      throw new ProblemError('other_hand');
    await this.raiseHand.lower(command, id, personId);
  }

  @Get('banned')
  @ApiOperation({ summary: 'The people who are banned from a session' })
  @Permit(livePolicy.moderate)
  @Returns(z.array(Banned))
  banned(@Param('id', { schema: Id }) id: string): Promise<z.infer<typeof Banned>[]> {
    return bannedPeople(this.dataSource.manager, id);
  }

  @Put('banned/:personId')
  @ApiOperation({ summary: 'Ban a person from a session, or lift the ban' })
  @HttpCode(204)
  @Permit(livePolicy.moderate)
  ban(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('personId', { schema: Id }) personId: string,
    @Body({ schema: SetBanned }) body: SetBanned,
  ): Promise<void> {
    return this.banPerson.run(command, id, personId, body.banned);
  }
}
