import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SearchResults, SiteSearchQuery } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { CurrentEdition } from '../../expo/index.ts';
import { CurrentActor, Permit, Returns, type Actor } from '../../platform/index.ts';
import { insightsPolicy } from '../insights.policy.ts';
import { pagesFor } from './pages.ts';
import { searchSite } from './search-site.ts';

@ApiTags('home')
@Controller('search')
export class SearchController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Search everything that one may open: projects, sessions, people, agreements, pages' })
  @Permit(insightsPolicy.search)
  @Header('cache-control', 'private, no-cache')
  @Returns(SearchResults)
  async search(
    @CurrentActor() actor: Actor,
    @Query({ schema: SiteSearchQuery }) query: SiteSearchQuery,
  ): Promise<SearchResults> {
    return searchSite(this.dataSource.manager, await this.editions.find(), query, pagesFor(actor));
  }
}
