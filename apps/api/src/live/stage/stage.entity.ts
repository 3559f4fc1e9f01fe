import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StageState } from '@everexpo/contracts';

@Entity()
export class Stage {
  @PrimaryColumn('uuid') sessionId!: string;
  @Column('text') state!: StageState;
  @Column('int') revision!: number;
  @Column('timestamptz', { nullable: true }) openedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('uuid', { nullable: true }) currentPitchId!: string | null;
}
