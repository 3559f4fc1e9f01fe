import { compile } from './compile.ts';
import type { SolverInput } from './solver-input.ts';

/**
 * The most wishes that anybody could meet, looking only at how many slots each person has and how many tables there are
 * in all: a maximum flow (Dinic 1970) from one side of the wishes to the other. An upper bound: times are left out.
 */
export function upperBound(input: SolverInput): number {
  const c = compile(input);
  const room = Int32Array.from({ length: c.people }, (_, person) =>
    c.available.subarray(person * c.slots, (person + 1) * c.slots).reduce((sum, one) => sum + one, 0),
  );
  const tables = c.capacity.reduce((sum, one) => sum + one, 0) + c.online.reduce((sum, one) => sum + one, 0);
  return Math.min(tables, maximumFlow(c.people, c.a, c.b, room));
}

function maximumFlow(people: number, from: Int32Array, to: Int32Array, room: Int32Array): number {
  const source = people * 2;
  const sink = source + 1;
  const graph = new Network(source + 2);
  for (let person = 0; person < people; person++) {
    graph.edge(source, person, room[person] as number);
    graph.edge(people + person, sink, room[person] as number);
  }
  from.forEach((person, wish) => graph.edge(person, people + (to[wish] as number), 1));
  return graph.flow(source, sink);
}

class Network {
  readonly #head: number[];
  readonly #next: number[] = [];
  readonly #to: number[] = [];
  readonly #rest: number[] = [];

  constructor(nodes: number) {
    this.#head = new Array<number>(nodes).fill(-1);
  }

  edge(from: number, to: number, capacity: number): void {
    for (const [a, b, rest] of [
      [from, to, capacity],
      [to, from, 0],
    ] as const) {
      this.#to.push(b);
      this.#rest.push(rest);
      this.#next.push(this.#head[a] as number);
      this.#head[a] = this.#to.length - 1;
    }
  }

  flow(source: number, sink: number): number {
    let total = 0;
    for (;;) {
      const level = this.#levels(source);
      if ((level[sink] as number) < 0) return total;
      const edge = [...this.#head];
      for (
        let pushed = this.#push(source, sink, Infinity, level, edge);
        pushed > 0;
        pushed = this.#push(source, sink, Infinity, level, edge)
      )
        total += pushed;
    }
  }

  #levels(source: number): Int32Array {
    const level = new Int32Array(this.#head.length).fill(-1);
    level[source] = 0;
    const queue = [source];
    for (const node of queue) {
      for (let edge = this.#head[node] as number; edge >= 0; edge = this.#next[edge] as number) {
        const to = this.#to[edge] as number;
        if ((this.#rest[edge] as number) === 0 || (level[to] as number) >= 0) continue;
        level[to] = (level[node] as number) + 1;
        queue.push(to);
      }
    }
    return level;
  }

  #push(node: number, sink: number, limit: number, level: Int32Array, at: number[]): number {
    if (node === sink) return limit;
    for (; (at[node] as number) >= 0; at[node] = this.#next[at[node] as number] as number) {
      const edge = at[node] as number;
      const to = this.#to[edge] as number;
      if ((this.#rest[edge] as number) === 0 || level[to] !== (level[node] as number) + 1) continue;
      const pushed = this.#push(to, sink, Math.min(limit, this.#rest[edge] as number), level, at);
      if (pushed === 0) continue;
      this.#rest[edge] = (this.#rest[edge] as number) - pushed;
      this.#rest[edge ^ 1] = (this.#rest[edge ^ 1] as number) + pushed;
      return pushed;
    }
    return 0;
  }
}
