import type { Soak } from './soak-run.ts';

interface Entry {
  /** What `size` counts, and how many `npm run soak` takes. */
  counts: string;
  size: number;
  load(): Promise<Soak>;
}

/** Every soak of `npm run soak`; a new one is one more entry. */
export const soaks: Record<string, Entry> = {
  crash: { counts: 'kills', size: 300, load: async () => (await import('./crash/crash.ts')).crash },
  races: { counts: 'bookings', size: 10_000, load: async () => (await import('./races/races.ts')).races },
  faults: { counts: 'rounds', size: 10, load: liveFaults },
  recording: { counts: 'kills', size: 20, load: async () => (await import('./recording/recording.ts')).recording },
  flood: {
    counts: 'seconds of each flooder',
    size: 20,
    load: async () => (await import('./flood/flood.ts')).floodWithinBound,
  },
  tabs: { counts: 'seconds', size: 60, load: async () => (await import('./tabs.ts')).tabs },
  tamper: {
    counts: 'changes',
    size: 1_000,
    load: async () => (await import('./tamper/tamper-with-ledger.ts')).tamperWithLedger,
  },
  monsters: { counts: 'rounds', size: 3, load: async () => (await import('./monsters/monsters.ts')).monsters },
  parts: { counts: 'rounds', size: 3, load: async () => (await import('./parts.ts')).parts },
  fuzz: {
    counts: 'requests',
    size: 20_000,
    load: async () => (await import('./fuzz/fuzz-operations.ts')).fuzzOperations,
  },
  figures: { counts: 'operations', size: 500, load: async () => (await import('./figures/figures.ts')).figures },
};

/** Both promises of a live session on several nodes, one after the other. */
async function liveFaults(): Promise<Soak> {
  const [{ faults }, { recordingFaults }] = await Promise.all([
    import('./faults/faults.ts'),
    import('./faults/recording-faults.ts'),
  ]);
  return async (options) => {
    await faults(options);
    await recordingFaults(options);
  };
}
