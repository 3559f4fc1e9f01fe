import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseChannel, exists, notFound, Remembered } from '../../platform/index.ts';

/** Whether an edition is there: asked once and remembered; of one that is not, it is asked again. */
@Injectable()
export class KnownEditions {
  private readonly editions: Remembered<true>;

  constructor(
    private readonly dataSource: DataSource,
    channel: DatabaseChannel,
  ) {
    this.editions = new Remembered(channel);
  }

  /** @throws ProblemError 404 */
  async require(editionId: string): Promise<void> {
    await this.editions.get(editionId, () => this.requireEdition(editionId));
  }

  private async requireEdition(id: string): Promise<true> {
    if (!(await exists(this.dataSource)`SELECT 1 FROM edition WHERE id = ${id}`)) throw notFound('edition');
    return true;
  }
}
