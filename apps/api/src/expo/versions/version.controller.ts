import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Id,
  PageQuery,
  PublishVersion as PublishVersionBody,
  Version,
  VersionDiff,
  VersionPage,
  paragraph,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  CurrentCommand,
  exists,
  Idempotent,
  maybeOne,
  notFound,
  Permit,
  type PersonCommand,
  Returns,
} from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { CancelVersion } from './cancel-version.ts';
import { diffEntries, draftEntries, entriesOf } from './diff-versions.ts';
import { PublishVersion, RestoreVersion } from './publish-version.ts';
import { versionPage } from './version-views.ts';

const DiffQuery = z.strictObject({ from: Id.or(z.literal('published')), to: Id.or(z.literal('draft')) });
const RestoreBody = z.strictObject({ note: paragraph(500) });
const VersionQuery = PageQuery.extend({ cursor: Id.optional() });

@ApiTags('programme')
@Controller('editions/:edition/versions')
export class VersionController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publishVersion: PublishVersion,
    private readonly restoreVersion: RestoreVersion,
    private readonly cancelVersion: CancelVersion,
  ) {}

  @Get()
  @ApiOperation({ summary: "An edition's programme versions, newest first" })
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(VersionPage)
  list(
    @Param('edition', { schema: Id }) edition: string,
    @Query({ schema: VersionQuery }) query: z.infer<typeof VersionQuery>,
  ): Promise<VersionPage> {
    return versionPage(this.dataSource.manager, edition, query);
  }

  @Post()
  @ApiOperation({ summary: 'Publish the workspace, now or at a time' })
  @Idempotent()
  @Permit(expoPolicy.publish)
  @Returns(Version, 201)
  publish(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: PublishVersionBody }) body: PublishVersionBody,
  ): Promise<Version> {
    return this.publishVersion.run(command, edition, body);
  }

  /** `from` may be `published`, the version that is public now; `to` may be `draft`, the workspace. */
  @Get('diff')
  @ApiOperation({ summary: 'The difference of two versions, or of one and the workspace' })
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(VersionDiff)
  async diff(
    @Param('edition', { schema: Id }) edition: string,
    @Query({ schema: DiffQuery }) { from, to }: z.infer<typeof DiffQuery>,
  ): Promise<VersionDiff> {
    const { manager } = this.dataSource;
    const [before, after] = await Promise.all([
      entriesOf(manager, from === 'published' ? await this.current(edition) : await this.known(edition, from)),
      to === 'draft' ? draftEntries(manager, edition) : this.known(edition, to).then((id) => entriesOf(manager, id)),
    ]);
    return { from, to, changes: diffEntries(before, after) };
  }

  @Post(':id/restore')
  @ApiOperation({ summary: 'Publish an earlier version again' })
  @Idempotent()
  @Permit(expoPolicy.publish)
  @Returns(Version, 201)
  restore(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RestoreBody }) { note }: z.infer<typeof RestoreBody>,
  ): Promise<Version> {
    return this.restoreVersion.run(command, edition, id, note);
  }

  @Post(':id/call-off')
  @ApiOperation({ summary: 'Cancel a scheduled publication' })
  @HttpCode(200)
  @Permit(expoPolicy.publish)
  @Returns(Version)
  cancel(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Param('id', { schema: Id }) id: string,
  ): Promise<Version> {
    return this.cancelVersion.run(command, edition, id);
  }

  private async current(edition: string): Promise<string | null> {
    const row = await maybeOne<{ id: string }>(this.dataSource)`
      SELECT id
      FROM programme_version
      WHERE edition_id = ${edition} AND state = 'published'
      ORDER BY number DESC
      LIMIT 1
    `;
    return row?.id ?? null;
  }

  private async known(edition: string, id: string): Promise<string> {
    const row = await exists(this.dataSource)`
      SELECT 1 FROM programme_version WHERE id = ${id} AND edition_id = ${edition}
    `;
    if (!row) throw notFound('version');
    return id;
  }
}
