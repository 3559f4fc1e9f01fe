import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, ProjectDetail, ProjectPage, SearchQuery } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { CurrentActor, notFound, Permit, Returns, type Actor } from '../../platform/index.ts';
import { CurrentEdition } from '../editions/current-edition.ts';
import { expoPolicy } from '../expo.policy.ts';
import { projectDetail, type ProjectReader } from '../queries/projects/project-detail.ts';
import { searchProjects } from '../queries/projects/search-projects.ts';

@ApiTags('projects')
@Controller('projects')
export class ProjectController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Search the projects of the programme' })
  @Permit(expoPolicy.readProject)
  @Header('cache-control', 'no-cache')
  @Returns(ProjectPage)
  async search(@Query({ schema: SearchQuery }) query: SearchQuery): Promise<ProjectPage> {
    const edition = await this.editions.find();
    return searchProjects(this.dataSource.manager, edition, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One project' })
  @Permit(expoPolicy.readProject)
  @Header('cache-control', 'private, no-cache')
  @Returns(ProjectDetail)
  async project(@Param('id', { schema: Id }) id: string, @CurrentActor() actor: Actor): Promise<ProjectDetail> {
    const detail = await projectDetail(this.dataSource.manager, id, readerOf(actor));
    if (!detail) throw notFound('project');
    return detail;
  }
}

const readerOf = (actor: Actor): ProjectReader | null =>
  actor.kind === 'person'
    ? { id: actor.id, seesDecks: actor.roles.has('organizer') || actor.roles.has('steward') }
    : null;
