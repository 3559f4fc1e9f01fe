/**
 * Maximum matching of talks to cells (Kuhn's augmenting paths). `violators` are disjoint sets of talks that have fewer
 * cells than talks between them (Hall 1935): each grows from an unmatched talk along alternating paths.
 */
export function matchTalks(cellsOf: number[][], cellCount: number): { unmatched: number[]; violators: number[][] } {
  const holder = new Int32Array(cellCount).fill(-1);
  const seen = new Int32Array(cellCount).fill(-1);
  let round = 0;
  const place = (talk: number): boolean => {
    for (const cell of cellsOf[talk] as number[]) {
      if (holder[cell] === -1) {
        holder[cell] = talk;
        return true;
      }
    }
    for (const cell of cellsOf[talk] as number[]) {
      if (seen[cell] === round) continue;
      seen[cell] = round;
      if (place(holder[cell] as number)) {
        holder[cell] = talk;
        return true;
      }
    }
    return false;
  };
  const unmatched: number[] = [];
  cellsOf.forEach((_, talk) => {
    round++;
    if (!place(talk)) unmatched.push(talk);
  });

  // Sets that reach the same talks are one lack of cells.
  const sets: Set<number>[] = [];
  for (const start of unmatched) {
    let set = new Set([start]);
    for (const talk of set) for (const cell of cellsOf[talk] as number[]) set.add(holder[cell] as number);
    for (const other of sets.filter((one) => !one.isDisjointFrom(set))) {
      set = set.union(other);
      sets.splice(sets.indexOf(other), 1);
    }
    sets.push(set);
  }
  const violators = sets.map((set) => [...set]);
  return { unmatched, violators };
}
