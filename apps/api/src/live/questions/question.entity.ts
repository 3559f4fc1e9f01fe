import type { QuestionState } from '@everexpo/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Question {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') sessionId!: string;
  @Column('uuid', { nullable: true }) pitchId!: string | null;
  @Column('uuid') authorId!: string;
  @Column('text') body!: string;
  @Column('boolean') anonymous!: boolean;
  @Column('int') votes!: number;
  @Column('boolean') answered!: boolean;
  @Column('boolean') pinned!: boolean;
  @Column('text') state!: QuestionState;
  @Column('timestamptz') askedAt!: Date;
}
