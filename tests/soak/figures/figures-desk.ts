import type { Agreement, DeskEntry } from '@everexpo/contracts';
import { City, Track } from '@everexpo/contracts';
import type { Random } from '../../../apps/api/src/demo/generate/random.ts';
import {
  aPerson,
  paperForm,
  paperUpload,
  type Host,
  type Person,
} from '../../../apps/api/src/testing/builders/index.ts';
import type { AcknowledgedAgreement } from './figures-pair.ts';

type Entry = Pick<DeskEntry, 'id' | 'state' | 'number' | 'amountFen' | 'version'>;

/** Two of the desk's staff who log, verify, send back, correct and end papers, one act after another. */
export class DeskLane {
  private readonly entries: Entry[] = [];
  private logged = 0;
  private readonly index: number;
  private readonly staff: Person;
  private readonly colleague: Person;
  private readonly random: Random;

  private constructor(index: number, people: { staff: Person; colleague: Person }, random: Random) {
    this.index = index;
    this.staff = people.staff;
    this.colleague = people.colleague;
    this.random = random;
  }

  /** @param index tells its papers from those of other desks */
  static async open(host: Host, index: number, random: Random): Promise<DeskLane> {
    const [staff, colleague] = await Promise.all([
      aPerson(host, { roles: ['staff'] }),
      aPerson(host, { roles: ['staff'] }),
    ]);
    return new DeskLane(index, { staff, colleague }, random);
  }

  async run(operations: number): Promise<void> {
    for (let index = 0; index < operations; index += 1) await this.act();
  }

  acknowledged(): AcknowledgedAgreement[] {
    return this.entries.map(({ id, state, number, amountFen }) => ({ id, state, number, amountFen }));
  }

  private async act(): Promise<void> {
    const { random } = this;
    const [waiting, registered] = [this.inState('signed'), this.inState('registered')];
    const choice = random.int(0, 9);
    if (choice >= 8 && registered.length > 0)
      await this.end(random.pick(registered), random.pick(['complete', 'terminate']));
    else if (choice === 7 && registered.length > 0) await this.correct(random.pick(registered));
    else if (choice === 6 && waiting.length > 0) await this.sendBack(random.pick(waiting));
    else if (choice >= 3 && waiting.length > 0) await this.verify(random.pick(waiting));
    else await this.log();
  }

  private inState(state: Entry['state']): Entry[] {
    return this.entries.filter((entry) => entry.state === state);
  }

  private async log(more: object = {}): Promise<Entry> {
    const { random } = this;
    this.logged += 1;
    const label = `${this.index + 1}之${this.logged}`;
    const form = paperForm({
      partyA: `甲方单位${label}`,
      partyB: `乙方单位${label}`,
      amountFen: random.int(1, 5_000) * 1_000_000,
      amountPublic: random.int(0, 3) > 0,
      city: random.pick(City.options),
      track: random.pick(Track.options),
      // Names made by one pattern resemble each other; a person at the desk would say that they are others.
      otherThan: [],
      ...more,
    });
    const entry = await this.staff.client.ask<DeskEntry>('POST', '/api/agreements/paper', paperUpload(form));
    this.entries.push(entry);
    return entry;
  }

  private async verify({ id, version }: Entry): Promise<void> {
    const path = `/api/agreements/paper/${id}/verify`;
    this.replace(await this.colleague.client.ask<DeskEntry>('POST', path, { version }));
  }

  private async sendBack({ id, version }: Entry): Promise<void> {
    const body = { version, reason: '扫描件不清晰' };
    this.replace(await this.colleague.client.ask<DeskEntry>('POST', `/api/agreements/paper/${id}/return`, body));
  }

  private async correct(original: Entry): Promise<void> {
    await this.verify(await this.log({ corrects: original.id, reason: '金额录入有误' }));
    this.replace({ ...original, state: 'amended' });
  }

  private async end({ id, version, ...entry }: Entry, ending: 'complete' | 'terminate'): Promise<void> {
    const body = { version, reason: '双方协商一致' };
    const path = `/api/agreements/${id}/${ending}`;
    await this.staff.client.ask('POST', path, body);
    const { state } = await this.colleague.client.ask<Agreement>('POST', path, body);
    this.replace({ ...entry, id, version, state });
  }

  private replace(entry: Entry): void {
    this.entries[this.entries.findIndex(({ id }) => id === entry.id)] = entry;
  }
}
