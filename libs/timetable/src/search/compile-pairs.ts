import { common } from '../layout.ts';
import type { Talk } from '../input/solver-input.ts';
import type { ConstraintName } from '../rules/weights.ts';
import type { Compiled, Links, Orders } from './compiled.ts';
import { add, isFree, plus, tableOf, times, type Price, type Table } from './price.ts';

/** Fills what two talks cost each other: tables talk by talk, and lists of those linked beyond one slot. */
export function fillPairs(compiled: Compiled, price: (name: ConstraintName) => Price): void {
  const { talks } = compiled.layout.input;
  const T = talks.length;
  const prices = {
    speaker: price('Speaker conflict'),
    exclusive: price('Talk mutually-exclusive-talks tags'),
    track: price('Theme track conflict'),
    sector: price('Sector conflict'),
    audience: price('Audience type theme track conflict'),
    content: price('Content conflict'),
    follower: price('Shared followers'),
    type: price('Audience type diversity'),
    level: price('Audience level diversity'),
    language: price('Language diversity'),
    apart: price('Same day talks'),
    wandering: price('Theme track room stability'),
    before: price('Talk prerequisite talks'),
    flow: price('Content audience level flow violation'),
    pause: price('Consecutive talks pause'),
    travel: price('Walking time'),
  };
  const sharedFollowers = followersInCommon(talks);
  const links = talks.map(() => new LinkList());
  const orders = talks.map(() => new OrderList());
  talks.forEach((a, i) => {
    for (let j = i + 1; j < T; j++) {
      const b = talks[j] as Talk;
      const tracks = common(a.themeTracks, b.themeTracks);
      const contents = common(a.contents, b.contents);
      const speakers = common(a.speakers, b.speakers);
      const types = common(a.audienceTypes, b.audienceTypes);
      const both = (into: Table, each: Price, count: number) => {
        if (count === 0) return;
        add(into, i * T + j, each, count);
        add(into, j * T + i, each, count);
      };
      both(compiled.together, prices.speaker, speakers);
      both(compiled.together, prices.exclusive, common(a.mutuallyExclusive, b.mutuallyExclusive));
      both(compiled.together, prices.track, tracks);
      both(compiled.together, prices.sector, common(a.sectors, b.sectors));
      both(compiled.together, prices.audience, tracks * types);
      both(compiled.together, prices.content, contents);
      both(compiled.together, prices.follower, sharedFollowers(a, b));
      both(compiled.oneSlot, prices.type, types);
      both(compiled.oneSlot, prices.level, a.audienceLevel === b.audienceLevel ? 0 : 1);
      both(compiled.oneSlot, prices.language, a.language === b.language ? 0 : 1);
      if (tracks + contents > 0) {
        const apart = times(prices.apart, tracks + contents);
        const wandering = times(prices.wandering, tracks);
        links[i]?.push(j, apart, wandering);
        links[j]?.push(i, apart, wandering);
      }
      const aFirst = plus(
        times(prices.before, b.prerequisites.includes(a.id) ? 1 : 0),
        times(prices.flow, a.audienceLevel < b.audienceLevel ? contents : 0),
      );
      const bFirst = plus(
        times(prices.before, a.prerequisites.includes(b.id) ? 1 : 0),
        times(prices.flow, b.audienceLevel < a.audienceLevel ? contents : 0),
      );
      const pause = times(prices.pause, speakers > 0 ? 1 : 0);
      const travel = times(prices.travel, speakers);
      orders[i]?.push(j, { mineFirst: aFirst, otherFirst: bFirst, pause, travel });
      orders[j]?.push(i, { mineFirst: bFirst, otherFirst: aFirst, pause, travel });
    }
  });
  compiled.links = links.map((list) => list.done());
  compiled.orders = orders.map((list) => list.done());
}

/** Counts by person once, instead of comparing all lists with all lists. */
function followersInCommon(talks: Talk[]): (a: Talk, b: Talk) => number {
  const sets = new Map(talks.map((talk) => [talk, new Set(talk.followers)]));
  return (a, b) => (a.followers ?? []).reduce((count, person) => count + (sets.get(b)?.has(person) ? 1 : 0), 0);
}

class LinkList {
  readonly #other: number[] = [];
  readonly #apart: Price[] = [];
  readonly #wandering: Price[] = [];

  push(other: number, apart: Price, wandering: Price): void {
    if (isFree(apart) && isFree(wandering)) return;
    this.#other.push(other);
    this.#apart.push(apart);
    this.#wandering.push(wandering);
  }

  done(): Links {
    return { other: Int32Array.from(this.#other), apart: tableOf(this.#apart), wandering: tableOf(this.#wandering) };
  }
}

class OrderList {
  readonly #other: number[] = [];
  readonly #prices = {
    mineFirst: [] as Price[],
    otherFirst: [] as Price[],
    pause: [] as Price[],
    travel: [] as Price[],
  };

  push(other: number, prices: { mineFirst: Price; otherFirst: Price; pause: Price; travel: Price }): void {
    if (Object.values(prices).every(isFree)) return;
    this.#other.push(other);
    for (const key of ['mineFirst', 'otherFirst', 'pause', 'travel'] as const) this.#prices[key].push(prices[key]);
  }

  done(): Orders {
    const { mineFirst, otherFirst, pause, travel } = this.#prices;
    return {
      other: Int32Array.from(this.#other),
      mineFirst: tableOf(mineFirst),
      otherFirst: tableOf(otherFirst),
      pause: tableOf(pause),
      travel: tableOf(travel),
    };
  }
}
