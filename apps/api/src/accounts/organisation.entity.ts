import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Organisation {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('text') city!: string;
}
