import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StageState } from '@everexpo/contracts';

/** How the show stands: what a step changes and undo puts back. Instants in ISO 8601. */
export interface StageSnapshot {
  currentPitchId: string | null;
  heldAt: string | null;
  heldMs: number;
  extraMinutes: number;
  pitches: {
    id: string;
    position: number;
    startedAt: string | null;
    endedAt: string | null;
    skippedAt: string | null;
  }[];
  runs: { pitchId: string; startedAt: string; endedAt: string | null }[];
  /** People on stage. */
  onStage: string[];
}

@Entity()
export class Stage {
  @PrimaryColumn('uuid') sessionId!: string;
  @Column('text') state!: StageState;
  @Column('int') revision!: number;
  @Column('timestamptz', { nullable: true }) openedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('uuid', { nullable: true }) currentPitchId!: string | null;
  @Column('timestamptz', { nullable: true }) heldAt!: Date | null;
  @Column('int') heldMs!: number;
  @Column('int') extraMinutes!: number;
  @Column('int') deckPage!: number;
  @Column('uuid', { nullable: true }) managerId!: string | null;
  @Column('jsonb', { nullable: true }) before!: StageSnapshot | null;
  @Column('timestamptz', { nullable: true }) undoUntil!: Date | null;
}
