import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseChannel, exists, notFound, Remembered } from '../../platform/index.ts';

/** Whether an edition is there: asked once and remembered. */
@Injectable()
export class KnownEditions {
  private readonly editions: Remembered<boolean>;

  constructor(
    private readonly dataSource: DataSource,
    channel: DatabaseChannel,
  ) {
    this.editions = new Remembered(channel);
  }

  /** @throws ProblemError 404 */
  async require(editionId: string): Promise<void> {
    if (!(await this.editions.get(editionId, () => this.isEdition(editionId)))) throw notFound('edition');
  }

  private async isEdition(id: string): Promise<boolean> {
    return await exists(this.dataSource)`SELECT 1 FROM edition WHERE id = ${id}`;
  }
}
