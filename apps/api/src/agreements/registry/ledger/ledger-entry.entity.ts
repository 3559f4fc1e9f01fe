import type { LedgerEvent } from '@everexpo/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class LedgerEntry {
  @PrimaryColumn('uuid') editionId!: string;
  @PrimaryColumn('int') seq!: number;
  @Column('int') v!: 1 | 2;
  @Column('text') number!: string;
  @Column('uuid') agreementId!: string;
  @Column('text') event!: LedgerEvent;
  @Column('text', { nullable: true }) refers!: string | null;
  @Column('text', { nullable: true }) signed!: string | null;
  @Column('text') content!: string;
  @Column('text') document!: string;
  @Column('text') at!: string;
  @Column('text') prev!: string;
  @Column('text') hash!: string;
}
