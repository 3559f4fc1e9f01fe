/** One voice among those that are mixed. */
interface Voice {
  samples: Int16Array[];
  waiting: number;
  /** Whether enough has come to begin, or to go on after it ran dry. */
  flowing: boolean;
}

/** Samples a second, one channel. */
export const RATE = 48_000;
/** A voice begins once so much of it is there: sound comes in uneven steps. */
const LEAD = RATE / 10;
/** What lies further back than this is let go, so that no voice falls behind the picture. */
const MOST = RATE / 2;

/** Adds voices up, sample by sample, at the pace of the clock and not of whoever speaks. */
export class Mix {
  private readonly voices = new Map<string, Voice>();

  /** Signed 16 bit samples at {@link RATE}, one channel. */
  add(id: string, samples: Int16Array): void {
    const voice = this.voices.get(id) ?? { samples: [], waiting: 0, flowing: false };
    this.voices.set(id, voice);
    voice.samples.push(samples);
    voice.waiting += samples.length;
    while (voice.waiting > MOST) voice.waiting -= voice.samples.shift()?.length ?? voice.waiting;
  }

  leave(id: string): void {
    this.voices.delete(id);
  }

  /** The next so many samples; silence where nobody speaks. */
  take(count: number): Int16Array {
    const sum = new Int32Array(count);
    for (const voice of this.voices.values()) addSamples(voice, sum);
    // Beyond its range a sample would turn into its opposite and be heard as a crack.
    return Int16Array.from(sum, (value) => Math.max(-32_768, Math.min(32_767, value)));
  }
}

function addSamples(voice: Voice, sum: Int32Array): void {
  voice.flowing ||= voice.waiting >= LEAD;
  if (!voice.flowing) return;
  let filled = 0;
  for (let chunk = voice.samples[0]; chunk && filled < sum.length; chunk = voice.samples[0]) {
    const count = Math.min(chunk.length, sum.length - filled);
    for (let index = 0; index < count; index += 1)
      sum[filled + index] = (sum[filled + index] as number) + (chunk[index] as number);
    filled += count;
    if (count === chunk.length) voice.samples.shift();
    else voice.samples[0] = chunk.subarray(count);
  }
  voice.waiting -= filled;
  if (filled < sum.length) voice.flowing = false;
}
