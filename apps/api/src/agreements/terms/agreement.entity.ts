import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgreementKind, AgreementSource, AgreementState, City, Track } from '@everexpo/contracts';

@Entity()
export class Agreement {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') editionId!: string;
  @Column('uuid', { nullable: true }) meetingId!: string | null;
  @Column('uuid', { nullable: true }) projectId!: string | null;
  @Column('text') source!: AgreementSource;
  @Column('text') state!: AgreementState;
  @Column('int') version!: number;
  @Column('text') kind!: AgreementKind;
  @Column('text') title!: string;
  @Column('bigint') amountFen!: number;
  @Column('boolean') amountPublic!: boolean;
  @Column('int') termMonths!: number;
  @Column('text') terms!: string;
  @Column('text', { nullable: true }) city!: City | null;
  @Column('text', { nullable: true }) track!: Track | null;
  @Column('date', { nullable: true }) signedOn!: string | null;
  @Column('text', { nullable: true }) documentSha256!: string | null;
  @Column('text', { nullable: true }) documentType!: string | null;
  @Column({ type: 'text', insert: false, update: false }) salt!: string;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('timestamptz', { nullable: true }) registeredAt!: Date | null;
  @Column('uuid') createdBy!: string;
}
