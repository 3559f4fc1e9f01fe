import type { Field } from '@everexpo/contracts';

export const COVER_WIDTH = 320;
export const COVER_HEIGHT = 112;

/** Lines and dots of a cover, in the units of its view box. */
export interface Cover {
  lines: { d: string; width: number; accent: boolean }[];
  dots: { x: number; y: number; r: number; accent: boolean }[];
}

/** 0 up to 1, the same row of numbers for the same seed (mulberry32 over FNV-1a). */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) as number), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

type Random = (from: number, to: number) => number;

const round = (value: number) => Math.round(value * 10) / 10;
const pathOf = (points: [number, number][]) =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
const steps = (count: number) => Array.from({ length: Math.round(count) }, (_, at) => at);
const line = (points: [number, number][], accent = false, width = 1.5) => ({ d: pathOf(points), width, accent });
const dot = (x: number, y: number, r: number, accent = false) => ({ x: round(x), y: round(y), r: round(r), accent });

/** A field has a motif of its own; where its parts lie is drawn from the project's code. */
const motifs: Record<Field, (random: Random) => Cover> = {
  energy: waves,
  environment: contours,
  aerospace: orbits,
  electronics: traces,
  biomedicine: helix,
  materials: lattice,
  services: network,
  manufacturing: gears,
};

/** The cover of a project: the same for the same code, and no two alike. */
export function drawCover(field: Field, code: string): Cover {
  const next = randomOf(`${field} ${code}`);
  return motifs[field]((from, to) => from + next() * (to - from));
}

function waves(random: Random): Cover {
  const [base, length, phase] = [random(30, 80), random(50, 130), random(0, 6)];
  const lines = steps(random(5, 8)).map((at) => {
    const [height, shift] = [random(4, 22), phase + at * random(0.3, 0.9)];
    const y = (x: number) => base + at * 7 - 20 + height * Math.sin(x / length + shift) * Math.cos(x / 90 + at);
    return line(
      steps(41).map((x) => [x * 8, y(x * 8)]),
      at === 2,
    );
  });
  return { lines, dots: [dot(random(30, 290), random(14, 40), random(4, 10), true)] };
}

function contours(random: Random): Cover {
  const [x, y, turn, stretch] = [random(80, 240), random(30, 80), random(0, 6), random(1.2, 2.4)];
  const [a, b] = [random(0.08, 0.3), random(0.05, 0.2)];
  const lines = steps(random(6, 9)).map((at) => {
    const size = 8 + at * random(11, 15);
    const ring = steps(49).map((step): [number, number] => {
      const angle = (step / 48) * 2 * Math.PI;
      const radius = size * (1 + a * Math.sin(2 * angle + turn) + b * Math.cos(3 * angle - turn));
      return [x + radius * stretch * Math.cos(angle), y + radius * Math.sin(angle)];
    });
    return line(ring, at === 1);
  });
  return { lines, dots: [dot(x, y, 3, true)] };
}

function orbits(random: Random): Cover {
  const [x, y] = [random(-20, 60), random(100, 150)];
  const rings = steps(random(5, 8)).map((at) => 50 + at * random(28, 40));
  const arc = (radius: number, from: number, to: number) =>
    steps(31).map((step): [number, number] => {
      const angle = from + ((to - from) * step) / 30;
      return [x + radius * Math.cos(angle), y - radius * Math.sin(angle) * 0.7];
    });
  const lines = rings.map((radius, at) => line(arc(radius, random(-0.3, 0.2), random(1, 1.7)), at === 2));
  const dots = rings.map((radius, at) => {
    const angle = random(0.2, 1.1);
    return dot(x + radius * Math.cos(angle), y - radius * Math.sin(angle) * 0.7, random(2, 5), at === 2);
  });
  return { lines, dots };
}

function traces(random: Random): Cover {
  const rows = steps(random(6, 9)).map((at) => {
    const [y, turn, rise] = [10 + at * 12, random(40, 240), random(-22, 22)];
    const end = random(turn + 30, 310);
    return {
      points: [
        [0, y],
        [turn, y],
        [turn + Math.abs(rise), y + rise],
        [end, y + rise],
      ] as [number, number][],
    };
  });
  return {
    lines: rows.map(({ points }, at) => line(points, at === 3)),
    dots: rows.map(({ points }, at) => dot(...(points.at(-1) as [number, number]), 3, at === 3)),
  };
}

function helix(random: Random): Cover {
  const [middle, height, length, phase] = [random(42, 70), random(20, 36), random(22, 40), random(0, 6)];
  const y = (x: number, side: number) => middle + side * height * Math.sin(x / length + phase);
  const strand = (side: number) => steps(65).map((at): [number, number] => [at * 5, y(at * 5, side)]);
  const rungs = steps(random(18, 26)).map((at) => 6 + at * random(11.5, 12.5));
  return {
    lines: [
      line(strand(1), true, 2),
      line(strand(-1), false, 2),
      ...rungs.map((x) =>
        line(
          [
            [x, y(x, 1)],
            [x, y(x, -1)],
          ],
          false,
          1,
        ),
      ),
    ],
    dots: rungs.filter(() => random(0, 1) > 0.5).map((x) => dot(x, y(x, 1), random(2, 4), true)),
  };
}

function lattice(random: Random): Cover {
  const [size, dx, dy] = [random(13, 21), random(-20, 0), random(-20, 0)];
  const cells: [number, number][] = steps(12).flatMap((column) =>
    steps(6).map((row): [number, number] => [
      dx + column * size * 1.75 + (row % 2) * size * 0.875,
      dy + row * size * 1.52,
    ]),
  );
  const hexagon = ([x, y]: [number, number]) =>
    steps(7).map((corner): [number, number] => {
      const angle = (corner / 6) * 2 * Math.PI + Math.PI / 6;
      return [x + size * Math.cos(angle), y + size * Math.sin(angle)];
    });
  const shown = cells.filter(() => random(0, 1) > 0.35);
  return {
    lines: shown.map((cell) => line(hexagon(cell), random(0, 1) > 0.9, 1)),
    dots: shown.filter(() => random(0, 1) > 0.8).map(([x, y]) => dot(x, y, size * random(0.15, 0.4), true)),
  };
}

function network(random: Random): Cover {
  const nodes = steps(random(9, 15)).map((): [number, number] => [random(12, 308), random(10, 102)]);
  const near = ([x, y]: [number, number]) =>
    nodes.toSorted((a, b) => Math.hypot(a[0] - x, a[1] - y) - Math.hypot(b[0] - x, b[1] - y)).slice(1, 3);
  return {
    lines: nodes.flatMap((node, at) => near(node).map((other) => line([node, other], at === 0, 1))),
    dots: nodes.map(([x, y], at) => dot(x, y, random(2.5, 6.5), at % 4 === 0)),
  };
}

function gears(random: Random): Cover {
  const wheels = steps(random(2, 4)).map((at) => ({
    x: 50 + at * random(70, 95),
    y: random(25, 88),
    radius: random(20, 42),
    teeth: Math.round(random(9, 18)),
    turn: random(0, 1),
  }));
  const rim = ({ x, y, radius, teeth, turn }: (typeof wheels)[number]) =>
    steps(teeth * 4 + 1).map((at): [number, number] => {
      const angle = ((at + 0.5) / (teeth * 4)) * 2 * Math.PI + turn;
      const reach = at % 4 < 2 ? radius : radius * 0.84;
      return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
    });
  return {
    lines: wheels.map((wheel, at) => line(rim(wheel), at === 0)),
    dots: wheels.map(({ x, y, radius }, at) => dot(x, y, radius * 0.28, at === 0)),
  };
}
