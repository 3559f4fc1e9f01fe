import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Edition {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('int') year!: number;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('text') timeZone!: string;
  @Column('date') startsOn!: string;
  @Column('int') dayCount!: number;
  @Column('boolean') demo!: boolean;
  @Column('int') programmeRevision!: number;
  /** Null while it is being prepared; the public pages show the latest open one. */
  @Column('timestamptz', { nullable: true }) openedAt!: Date | null;
  @Column('int') draftRevision!: number;
  @Column('jsonb') rules!: object;
}
