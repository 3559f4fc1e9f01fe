import { Body, Controller, Get, Header, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Draft,
  DraftEdit,
  DraftEvaluation,
  DraftRunningOrder,
  Effects,
  Id,
  LockSession as LockSessionBody,
  MovePitch as MovePitchBody,
  PlaceSessions as PlaceSessionsBody,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { CurrentCommand, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { DraftEvaluations } from '../timetable/draft-evaluations.ts';
import { effectsOf } from '../timetable/effects.ts';
import { draftRunningOrder } from './draft-running-order.ts';
import { LockSession } from './lock-session.ts';
import { MovePitch } from './move-pitch.ts';
import { PlaceSessions } from './place-sessions.ts';
import { readDraft } from './read-draft.ts';

@ApiTags('workspace')
@Controller('editions/:edition/draft')
export class DraftController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly placeSessions: PlaceSessions,
    private readonly lockSession: LockSession,
    private readonly movePitch: MovePitch,
    private readonly evaluations: DraftEvaluations,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The workspace: rooms, slots, sessions and where they stand' })
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(Draft)
  read(@Param('edition', { schema: Id }) edition: string): Promise<Draft> {
    return readDraft(this.dataSource.manager, edition);
  }

  @Post('placements')
  @ApiOperation({ summary: 'Place, move or take out sessions of the workspace' })
  @Permit(expoPolicy.prepare)
  @Returns(DraftEdit, 201)
  place(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: PlaceSessionsBody }) body: PlaceSessionsBody,
  ): Promise<DraftEdit> {
    return this.placeSessions.run(command, edition, body);
  }

  @Put('sessions/:id/lock')
  @ApiOperation({ summary: 'Lock a session to its place, or unlock it' })
  @Permit(expoPolicy.prepare)
  @Returns(DraftEdit)
  lock(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: LockSessionBody }) body: LockSessionBody,
  ): Promise<DraftEdit> {
    return this.lockSession.run(command, edition, id, body);
  }

  @Get('sessions/:id/effects')
  @ApiOperation({ summary: 'What placing a session would do, for each room and slot' })
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(Effects)
  effects(
    @Param('edition', { schema: Id }) edition: string,
    @Param('id', { schema: Id }) id: string,
  ): Promise<Effects> {
    return effectsOf(this.dataSource.manager, edition, id);
  }

  @Get('sessions/:id/pitches')
  @ApiOperation({ summary: "A session's running order in the workspace" })
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(DraftRunningOrder)
  pitches(
    @Param('edition', { schema: Id }) edition: string,
    @Param('id', { schema: Id }) id: string,
  ): Promise<DraftRunningOrder> {
    return draftRunningOrder(this.dataSource.manager, edition, id);
  }

  @Put('pitches/:project')
  @ApiOperation({ summary: 'Move a project to another session of the workspace' })
  @Permit(expoPolicy.prepare)
  @Returns(DraftEdit)
  move(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Param('project', { schema: Id }) project: string,
    @Body({ schema: MovePitchBody }) body: MovePitchBody,
  ): Promise<DraftEdit> {
    return this.movePitch.run(command, edition, project, body);
  }

  @Get('evaluation')
  @ApiOperation({ summary: 'How the workspace keeps the rules, with its score' })
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(DraftEvaluation)
  evaluation(@Param('edition', { schema: Id }) edition: string): Promise<DraftEvaluation> {
    return this.evaluations.read(this.dataSource.manager, edition);
  }
}
