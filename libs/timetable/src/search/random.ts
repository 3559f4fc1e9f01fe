/** A seeded source of numbers (sfc32, after Chris Doty-Humphrey's PractRand), the same on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = 0x9e3779b9 | 0;
    for (let round = 0; round < 12; round++) this.bits();
  }

  /** 32 random bits, signed. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum;
  }

  /** Whole number from 0 up to `limit`, which is left out. */
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  /** From 0 up to 1, which is left out. */
  unit(): number {
    return (this.bits() >>> 0) / 2 ** 32;
  }
}
