import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AdoptSolution as AdoptSolutionBody,
  DraftEdit,
  Id,
  RepairProposal,
  RepairRequest,
  SolveRun,
  StartSolve,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { CurrentCommand, notFound, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { AdoptSolution } from './adopt-solution.ts';
import { ProposeRepair } from './propose-repair.ts';
import { SolveProgramme } from './solve-programme.ts';
import { findRun } from './solve-run.ts';

@ApiTags('workspace')
@Controller()
export class TimetableController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly solveProgramme: SolveProgramme,
    private readonly adoptSolution: AdoptSolution,
    private readonly proposeRepair: ProposeRepair,
  ) {}

  @Post('editions/:edition/draft/solve')
  @ApiOperation({ summary: 'Start a solver run' })
  @Permit(expoPolicy.prepare)
  @Returns(SolveRun, 201)
  solve(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: StartSolve }) body: StartSolve,
  ): Promise<SolveRun> {
    return this.solveProgramme.start(command, edition, body);
  }

  @Get('solve-runs/:id')
  @ApiOperation({ summary: 'A solver run and its best solution so far' })
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(SolveRun)
  async run(@Param('id', { schema: Id }) id: string): Promise<SolveRun> {
    const run = await findRun(this.dataSource.manager, id);
    if (!run) throw notFound('solver_run');
    return run.view;
  }

  @Post('solve-runs/:id/cancel')
  @ApiOperation({ summary: 'Cancel a solver run' })
  @HttpCode(200)
  @Permit(expoPolicy.prepare)
  @Returns(SolveRun)
  cancel(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<SolveRun> {
    return this.solveProgramme.cancel(command, id);
  }

  @Post('solve-runs/:id/adopt')
  @ApiOperation({ summary: "Adopt a solver run's solution in the workspace" })
  @HttpCode(200)
  @Permit(expoPolicy.prepare)
  @Returns(DraftEdit)
  adopt(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AdoptSolutionBody }) body: AdoptSolutionBody,
  ): Promise<DraftEdit> {
    return this.adoptSolution.run(command, id, body);
  }

  @Post('editions/:edition/draft/repair')
  @ApiOperation({ summary: 'Propose a repair after a room or a person drops out' })
  @HttpCode(200)
  @Permit(expoPolicy.prepare)
  @Returns(RepairProposal)
  repair(
    @CurrentCommand() { actor }: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: RepairRequest }) body: RepairRequest,
  ): Promise<RepairProposal> {
    return this.proposeRepair.run(edition, body, actor.id);
  }
}
