import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AnswerAcceptance as AnswerAcceptanceBody,
  Call,
  CallForm,
  DecideProjects as DecideProjectsBody,
  Id,
  MyPitch,
  MyProject,
  ProjectStatus,
  ReviewForm,
  SubmissionPage,
  SubmissionQuery,
  SubmitProject as SubmitProjectBody,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentCommand, Idempotent, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { myPitches } from '../programme/my-pitches.ts';
import { AnswerAcceptance } from './answer-acceptance.ts';
import { callOf, openCall, SetCall } from './calls.ts';
import { DecideProjects } from './decide-projects.ts';
import { ReviewProject } from './review-project.ts';
import { submissionPage, myProjects } from './submission-views.ts';
import { SubmitProject } from './submit-project.ts';

const MaybeCall = z.object({ call: Call.nullable() });

@ApiTags('selection')
@Controller()
export class SelectionController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly setCall: SetCall,
    private readonly submitProject: SubmitProject,
    private readonly reviewProject: ReviewProject,
    private readonly decideProjects: DecideProjects,
    private readonly answerAcceptance: AnswerAcceptance,
  ) {}

  /** The call that takes projects now, if there is one. */
  @Get('call')
  @ApiOperation({ summary: "The current edition's call for projects" })
  @Permit(expoPolicy.readCall)
  @Header('cache-control', 'no-cache')
  @Returns(MaybeCall)
  async call(): Promise<z.infer<typeof MaybeCall>> {
    return { call: await openCall(this.dataSource.manager) };
  }

  @Get('editions/:edition/call')
  @ApiOperation({ summary: "An edition's call for projects" })
  @Permit(expoPolicy.review)
  @Header('cache-control', 'no-store')
  @Returns(MaybeCall)
  async callOf(@Param('edition', { schema: Id }) edition: string): Promise<z.infer<typeof MaybeCall>> {
    return { call: await callOf(this.dataSource.manager, edition) };
  }

  @Put('editions/:edition/call')
  @ApiOperation({ summary: "Set an edition's call for projects" })
  @Permit(expoPolicy.prepare)
  @Returns(Call)
  set(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: CallForm }) body: CallForm,
  ): Promise<Call> {
    return this.setCall.run(command, edition, body);
  }

  @Post('editions/:edition/submissions')
  @ApiOperation({ summary: 'Submit a project to the call' })
  @Idempotent()
  @Permit(expoPolicy.submit)
  @Returns(z.object({ id: Id }), 201)
  submit(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: SubmitProjectBody }) body: SubmitProjectBody,
  ): Promise<{ id: string }> {
    return this.submitProject.run(command, edition, body);
  }

  @Get('editions/:edition/submissions')
  @ApiOperation({ summary: "An edition's submissions, with their reviews" })
  @Permit(expoPolicy.review)
  @Header('cache-control', 'no-store')
  @Returns(SubmissionPage)
  submissions(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Query({ schema: SubmissionQuery }) query: SubmissionQuery,
  ): Promise<SubmissionPage> {
    return submissionPage(this.dataSource.manager, edition, command.actor.id, query);
  }

  @Post('editions/:edition/decisions')
  @ApiOperation({ summary: 'Accept, waitlist or decline submissions' })
  @HttpCode(200)
  @Permit(expoPolicy.prepare)
  @Returns(z.object({ decided: z.int() }))
  decide(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: DecideProjectsBody }) body: DecideProjectsBody,
  ): Promise<{ decided: number }> {
    return this.decideProjects.run(command, edition, body);
  }

  @Get('my-projects')
  @ApiOperation({ summary: 'The projects that the signed-in person submitted' })
  @Permit(expoPolicy.submit)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ items: z.array(MyProject) }))
  async mine(@CurrentCommand() command: PersonCommand): Promise<{ items: MyProject[] }> {
    return { items: await myProjects(this.dataSource.manager, command.actor.id) };
  }

  @Get('my-pitches')
  @ApiOperation({ summary: "When and where the signed-in person's projects are pitched" })
  @Permit(expoPolicy.submit)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ items: z.array(MyPitch) }))
  async pitches(@CurrentCommand() command: PersonCommand): Promise<{ items: MyPitch[] }> {
    return { items: await myPitches(this.dataSource.manager, command.actor.id) };
  }

  @Put('projects/:id/review')
  @ApiOperation({ summary: 'Review a submission' })
  @Permit(expoPolicy.review)
  @Returns(z.object({ score: z.number() }))
  review(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReviewForm }) body: ReviewForm,
  ): Promise<{ score: number }> {
    return this.reviewProject.run(command, id, body);
  }

  @Put('projects/:id/acceptance')
  @ApiOperation({ summary: 'Confirm or withdraw an accepted project' })
  @Permit(expoPolicy.submit)
  @Returns(z.object({ status: ProjectStatus }))
  answer(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AnswerAcceptanceBody }) body: AnswerAcceptanceBody,
  ): Promise<{ status: ProjectStatus }> {
    return this.answerAcceptance.run(command, id, body);
  }
}
