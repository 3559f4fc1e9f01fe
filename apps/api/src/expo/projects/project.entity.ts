import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { City, Field, ProjectStage, Track } from '@everexpo/contracts';

@Entity()
export class Project {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') editionId!: string;
  @Column('uuid') ownerId!: string;
  @Column('uuid') organisationId!: string;
  @Column('text') track!: Track;
  @Column('text') field!: Field;
  @Column('text') city!: City;
  @Column('text') stage!: ProjectStage;
  @Column('text') titleZh!: string;
  @Column('text') titleEn!: string;
  @Column('text') summaryZh!: string;
  @Column('text') summaryEn!: string;
  @Column('text') seeksZh!: string;
  @Column('text') seeksEn!: string;
  @Column('bigint', { nullable: true }) amountSoughtFen!: number | null;
}
