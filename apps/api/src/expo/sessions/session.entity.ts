import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { City, Field, SessionKind, Track } from '@everexpo/contracts';

@Entity()
export class Session {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') editionId!: string;
  @Column('uuid') roomId!: string;
  @Column('text') code!: string;
  @Column('text') kind!: SessionKind;
  @Column('text') titleZh!: string;
  @Column('text') titleEn!: string;
  @Column('text') track!: Track;
  @Column('text') field!: Field;
  @Column('text', { nullable: true }) city!: City | null;
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
}
