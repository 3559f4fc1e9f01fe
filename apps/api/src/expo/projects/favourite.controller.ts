import { Body, Controller, Delete, Get, Header, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Favourites, Id, MarkFavourites as MarkFavouritesBody } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { all, CurrentCommand, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { MarkFavourites } from './mark-favourites.ts';

/** The projects that one has marked; who has not signed in keeps them on the device. */
@ApiTags('projects')
@Controller('favourites')
export class FavouriteController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly favourites: MarkFavourites,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The projects that one has marked as favourites' })
  @Permit(expoPolicy.markFavourites)
  @Header('cache-control', 'no-store')
  @Returns(Favourites)
  async list(@CurrentCommand() { actor }: PersonCommand): Promise<Favourites> {
    const rows = await all<{ id: string }>(this.dataSource)`
      SELECT f.project_id AS id
      FROM project_favourite f
      JOIN project j ON j.id = f.project_id
      WHERE f.person_id = ${actor.id} AND j.status IN ('accepted', 'confirmed')
      ORDER BY f.marked_at DESC, f.project_id
    `;
    return { projectIds: rows.map(({ id }) => id) };
  }

  @Put()
  @ApiOperation({ summary: 'Mark projects as favourites, beside those that are' })
  @HttpCode(204)
  @Permit(expoPolicy.markFavourites)
  mark(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: MarkFavouritesBody }) { projectIds }: MarkFavouritesBody,
  ): Promise<void> {
    return this.favourites.mark(command, projectIds);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Take a project out of the favourites' })
  @HttpCode(204)
  @Permit(expoPolicy.markFavourites)
  unmark(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.favourites.unmark(command, id);
  }
}
