import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class LedgerEntry {
  @PrimaryColumn('uuid') editionId!: string;
  @PrimaryColumn('int') seq!: number;
  @Column('text') number!: string;
  @Column('uuid') agreementId!: string;
  @Column('text') event!: 'registered';
  @Column('text') content!: string;
  @Column('text') document!: string;
  @Column('text') at!: string;
  @Column('text') prev!: string;
  @Column('text') hash!: string;
}
