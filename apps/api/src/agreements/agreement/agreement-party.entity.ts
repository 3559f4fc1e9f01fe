import type { Signature } from '@everexpo/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class AgreementParty {
  @PrimaryColumn('uuid') agreementId!: string;
  @PrimaryColumn('int') position!: number;
  @Column('uuid', { nullable: true }) personId!: string | null;
  @Column('text') name!: string;
  @Column('text') organisation!: string;
  @Column('timestamptz', { nullable: true }) signedAt!: Date | null;
  @Column('int', { nullable: true }) signedVersion!: number | null;
  @Column('text', { nullable: true }) signedSha256!: string | null;
  @Column('jsonb', { nullable: true }) signature!: Signature | null;
}
