import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Person {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') nameEn!: string;
  @Column('text') email!: string;
  @Column('uuid', { nullable: true }) organisationId!: string | null;
}
