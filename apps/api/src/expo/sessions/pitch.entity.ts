import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One project's place in a session's running order; the times are those it really took. */
@Entity()
export class Pitch {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') sessionId!: string;
  @Column('uuid') projectId!: string;
  @Column('int') position!: number;
  @Column('int') minutes!: number;
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}
