import { minutes, overlap, roomAdmits, type Layout, type Placed } from '../layout.ts';
import type { Room, Talk } from '../input/solver-input.ts';
import { evenShare, segments } from '../rules/group-rules.ts';
import { REWARDS } from '../rules/pair-rules.ts';
import { TALK_RULES, TIMESLOT_RULES, WISH_OF_RULE } from '../rules/talk-rules.ts';
import { CONSTRAINTS, type ConstraintName } from '../rules/weights.ts';
import { fillPairs } from './compile-pairs.ts';
import type { Compiled } from './compiled.ts';
import { add, plus, priced, table, times, type Price } from './price.ts';

/** @throws SolverInputError when weights are so large that sums would lose exactness. */
export function compile(layout: Layout): Compiled {
  const { input } = layout;
  const { talks, timeslots, rooms } = input;
  const T = talks.length;
  const S = timeslots.length;
  const R = rooms.length;
  const price = (name: ConstraintName): [number, number] => priced(input.weights[name], REWARDS.has(name));
  const allowed = new Uint8Array(T * S * R);
  const cells = talks.map((talk, t) => {
    const found: number[] = [];
    timeslots.forEach((slot, s) => {
      if (!layout.slotAdmits(talk, slot)) return;
      rooms.forEach((room, r) => {
        if (!roomAdmits(talk, room)) return;
        allowed[(t * S + s) * R + r] = 1;
        found.push(s * R + r);
      });
    });
    return Int32Array.from(found);
  });

  const favourites = [...new Set(talks.map((talk) => talk.favourites))].sort((a, b) => a - b);
  const capacities = [...new Set(rooms.map((room) => room.capacity))].sort((a, b) => a - b);
  const tracks = [...new Set(talks.flatMap((talk) => talk.themeTracks))];
  const pieces = segments(layout);
  const resources = input.resources ?? [];
  const overlaps = new Int32Array(S * S);
  timeslots.forEach((a, s) => timeslots.forEach((b, o) => (overlaps[s * S + o] = overlap(a, b))));

  const compiled: Compiled = {
    layout,
    talks: T,
    slots: S,
    rooms: R,
    minutes: Int32Array.from(timeslots, minutes),
    start: Int32Array.from(timeslots, (slot) => slot.start),
    end: Int32Array.from(timeslots, (slot) => slot.end),
    day: Int32Array.from(timeslots, (slot) => layout.days.indexOf(slot.day)),
    days: layout.days.length,
    overlap: overlaps,
    overlapping: timeslots.map((_, s) =>
      Int32Array.from(timeslots.keys().filter((o) => (overlaps[s * S + o] as number) > 0)),
    ),
    minimumPause: input.minimumPause,
    travel: Int32Array.from({ length: R * R }, (_, at) =>
      layout.travelTime(rooms[Math.floor(at / R)] as (typeof rooms)[0], rooms[at % R] as (typeof rooms)[0]),
    ),
    pinned: Uint8Array.from(talks, (talk) => (talk.pinned ? 1 : 0)),
    movable: Int32Array.from(talks.keys().filter((t) => !talks[t]?.pinned && (cells[t] as Int32Array).length > 0)),
    cells,
    allowed,
    placeCost: table(T * S * R),
    roomConflict: price('Room conflict'),
    together: table(T * T),
    oneSlot: table(T * T),
    links: [],
    orders: [],
    popular: price('Popular talks'),
    rank: Int32Array.from(talks, (talk) => favourites.indexOf(talk.favourites)),
    ranks: favourites.length,
    capacityClass: Int32Array.from(rooms, (room) => capacities.indexOf(room.capacity)),
    capacityClasses: capacities.length,
    crowd: price('Crowd control'),
    risky: Uint8Array.from(talks, (talk) => (talk.crowdControlRisk > 0 ? 1 : 0)),
    cap: price('Resource cap'),
    resourceUnits: resources.map((resource) => resource.units),
    uses: Int32Array.from(
      { length: T * resources.length },
      (_, at) => talks[Math.floor(at / resources.length)]?.uses?.[resources[at % resources.length]?.id ?? ''] ?? 0,
    ),
    segmentMinutes: Int32Array.from(pieces, (piece) => piece.end - piece.start),
    segmentsOf: timeslots.map((slot) =>
      Int32Array.from(
        pieces.keys().filter((p) => slot.start <= (pieces[p]?.start ?? 0) && slot.end >= (pieces[p]?.end ?? 0)),
      ),
    ),
    balance: price('Track balance over days'),
    tracksOf: talks.map((talk) => Int32Array.from(talk.themeTracks, (track) => tracks.indexOf(track))),
    trackShare: Int32Array.from(tracks, (track) => evenShare(layout, track)),
  };
  fillPlaceCosts(compiled, price);
  fillPairs(compiled, price);
  return compiled;
}

function fillPlaceCosts(compiled: Compiled, price: (name: ConstraintName) => Price): void {
  const { layout, slots: S, rooms: R } = compiled;
  const { talks, timeslots, rooms } = layout.input;
  const rules = CONSTRAINTS.flatMap((name) => {
    const rule = TALK_RULES[name];
    const [hard, rest] = price(name);
    return rule && (hard !== 0 || rest !== 0) ? [{ name, rule, price: [hard, rest] as Price }] : [];
  });
  talks.forEach((talk, t) => {
    const relevant = rules.filter(({ name }) => concerns(name, talk, layout));
    const slotOnly = relevant.filter(({ name }) => TIMESLOT_RULES.has(name));
    const others = relevant.filter(({ name }) => !TIMESLOT_RULES.has(name));
    timeslots.forEach((slot, s) => {
      const inSlot: Price = slotOnly.reduce(
        (sum: Price, { rule, price: each }) =>
          plus(sum, times(each, rule({ talk, slot, room: rooms[0] as Room }, layout))),
        [0, 0],
      );
      rooms.forEach((room, r) => {
        const index = (t * S + s) * R + r;
        const at: Placed = { talk, slot, room };
        add(compiled.placeCost, index, inSlot, 1);
        for (const { rule, price: each } of others) add(compiled.placeCost, index, each, rule(at, layout));
      });
    });
  });
}

/** Whether a rule can count for a talk at all: most talks have no tags of most kinds. */
function concerns(name: ConstraintName, talk: Talk, layout: Layout): boolean {
  const wish = WISH_OF_RULE[name];
  if (!wish) return true;
  return talk[wish].length > 0 || layout.speakersOf(talk).some((speaker) => speaker[wish].length > 0);
}
