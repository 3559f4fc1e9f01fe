import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  AgreementDetails,
  AgreementKind,
  AgreementSource,
  AgreementState,
  City,
  SigningOrder,
  Track,
} from '@everexpo/contracts';

@Entity()
export class Agreement {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' }) id!: string;
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
  @Column('boolean') partiesPublic!: boolean;
  @Column('int') termMonths!: number;
  @Column('text') terms!: string;
  @Column('jsonb') details!: AgreementDetails;
  @Column('text') signingOrder!: SigningOrder;
  @Column('timestamptz', { nullable: true }) signBy!: Date | null;
  @Column('uuid', { nullable: true }) submittedBy!: string | null;
  @Column('text', { nullable: true }) city!: City | null;
  @Column('text', { nullable: true }) track!: Track | null;
  @Column('date', { nullable: true }) signedOn!: string | null;
  @Column('text', { nullable: true }) documentSha256!: string | null;
  @Column('text', { nullable: true }) documentType!: string | null;
  @Column('text', { nullable: true }) sealedSha256!: string | null;
  @Column({ type: 'text', insert: false, update: false }) salt!: string;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('timestamptz', { nullable: true }) registeredAt!: Date | null;
  /** The agreement that this one amends or corrects. */
  @Column('uuid', { nullable: true }) replaces!: string | null;
  @Column('text', { nullable: true }) replacesReason!: string | null;
  @Column('uuid') createdBy!: string;
  @Column('uuid', { nullable: true }) verifiedBy!: string | null;
  @Column('timestamptz', { nullable: true }) verifiedAt!: Date | null;
}
