import { broadcast } from './broadcast.ts';
import { chat } from './chat.ts';
import { edit } from './edit.ts';
import { fanout } from './fanout.ts';
import { type BenchLine } from './support/measure.ts';
import { ledger } from './ledger.ts';
import { live } from './live.ts';
import { meetings } from './meetings.ts';
import { programme } from './public/programme.ts';
import { search } from './public/search.ts';
import { start } from './start.ts';
import { timetable } from './timetable.ts';
import { web } from './web.ts';

const benches: Record<string, () => AsyncGenerator<BenchLine> | Generator<BenchLine>> = {
  broadcast,
  chat,
  edit,
  fanout,
  ledger,
  live,
  meetings,
  programme,
  search,
  start,
  timetable,
  web,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !benches[name]);
if (names.length === 0 || unknown.length > 0) {
  console.error(`usage: npm run bench -- NAME [NAME ...]; known: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const name of names) {
  for await (const line of (benches[name] as () => AsyncGenerator<BenchLine> | Generator<BenchLine>)()) {
    console.log(JSON.stringify({ ...line, value: round(line.value), ratio: round(line.ratio) }));
  }
}
process.exit(0);

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
