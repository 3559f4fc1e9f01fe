import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One project's place in a session's running order; `begun` once it is on. */
@Entity()
export class Pitch {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') sessionId!: string;
  @Column('uuid') projectId!: string;
  @Column('int') position!: number;
  @Column('int') minutes!: number;
  @Column('boolean') begun!: boolean;
}
