import { z } from 'zod';
import { prerequisiteCycle } from '../layout.ts';
import {
  noWishes,
  SolverInputError,
  type Cell,
  type SolverInput,
  type Room,
  type Speaker,
  type TagWishes,
  type Talk,
  type Timeslot,
  type Timetable,
  type Weight,
} from '../input/solver-input.ts';
import { parseScore } from '../evaluation/score.ts';
import { DEFAULT_WEIGHTS } from '../rules/weights.ts';
import { Workbook, type Sheet } from './cells.ts';
import { TALK_COLUMNS, type TalkColumn, UNAVAILABLE_FILL, WISH_COLUMNS } from './columns.ts';

/** All that is wrong in a workbook, each named by sheet and cell. */
export class WorkbookError extends Error {
  readonly problems: SolverInputError[];

  constructor(problems: SolverInputError[]) {
    super(problems.map((input) => input.message).join('\n'));
    this.name = 'WorkbookError';
    this.problems = problems;
  }
}

/**
 * Reads a conference workbook: the problem and the timetable it holds.
 * @throws WorkbookError with everything that is wrong, not only the first.
 */
export function readWorkbook(bytes: Uint8Array): { input: SolverInput; timetable: Timetable } {
  const errors = new WorkbookErrors();
  const workbook = new Workbook(bytes);
  const configuration = readConfiguration(workbook.sheet('Configuration'), errors);
  const timeslots = readTimeslots(workbook.sheet('Timeslots'), errors);
  const rooms = readRooms(workbook.sheet('Rooms'), timeslots, errors);
  const speakers = readSpeakers(workbook.sheet('Speakers'), timeslots, errors);
  const { talks, timetable } = readTalks(workbook.sheet('Talks'), { timeslots, rooms, speakers }, errors);
  errors.throwIfAny();
  // An empty list of talk types takes them all.
  const kinds = [...new Set([...timeslots.flatMap((slot) => slot.kinds), ...talks.map((talk) => talk.kind)])];
  for (const place of [...timeslots, ...rooms]) if (place.kinds.length === 0) place.kinds = kinds;
  return { input: { ...configuration, timeslots, rooms, speakers, talks }, timetable };
}

class WorkbookErrors {
  readonly #found: SolverInputError[] = [];

  add(where: string, rule: string): void {
    this.#found.push(new SolverInputError(where, rule));
  }

  throwIfAny(): void {
    if (this.#found.length > 0) throw new WorkbookError(this.#found);
  }
}

function readConfiguration(
  sheet: Sheet,
  errors: WorkbookErrors,
): Pick<SolverInput, 'name' | 'minimumPause' | 'weights'> {
  const weights: Record<string, Weight> = {};
  let name = '';
  let minimumPause = 0;
  for (let row = 1; row <= sheet.rowCount; row++) {
    const key = sheet.text(row, 1);
    const value = sheet.text(row, 2);
    if (key === '' || key === 'Constraint') continue;
    if (key === 'Conference name') name = value;
    else if (key === 'Minimum consecutive talks pause in minutes') minimumPause = number(sheet, row, 2, errors);
    else if (!(key in DEFAULT_WEIGHTS)) errors.add(sheet.at(row, 1), `there is no constraint "${key}"`);
    else {
      const weight = parseScore(value);
      if (weight) weights[key] = weight;
      else errors.add(sheet.at(row, 2), `a weight is written like 0hard/0medium/10soft, not "${value}"`);
    }
  }
  return { name, minimumPause, weights };
}

function readTimeslots(sheet: Sheet, errors: WorkbookErrors): Timeslot[] {
  headers(sheet, 1, ['Day', 'Start', 'End', 'Talk types', 'Tags'], errors);
  return rows(sheet, 2).flatMap((row) => {
    const day = readDay(sheet, row, 1, errors);
    const start = readTime(sheet, row, 2, errors);
    let end = readTime(sheet, row, 3, errors);
    if (day === null || start === null || end === null) return [];
    if (end <= start) end += 24 * 60;
    const base = Date.parse(`${day}T00:00:00Z`) / 60_000;
    return [
      {
        id: slotId(sheet.text(row, 1), sheet.text(row, 2), sheet.text(row, 3)),
        day,
        start: base + start,
        end: base + end,
        kinds: list(sheet.text(row, 4)),
        tags: list(sheet.text(row, 5)),
      },
    ];
  });
}

function readRooms(sheet: Sheet, timeslots: Timeslot[], errors: WorkbookErrors): Room[] {
  headers(sheet, 2, ['Name', 'Capacity', 'Talk types', 'Tags'], errors);
  const columns = slotColumns(sheet, 5, timeslots, errors);
  return rows(sheet, 3).map((row) => ({
    id: sheet.text(row, 1),
    capacity: number(sheet, row, 2, errors),
    kinds: list(sheet.text(row, 3)),
    tags: list(sheet.text(row, 4)),
    unavailable: marked(sheet, row, columns),
  }));
}

function readSpeakers(sheet: Sheet, timeslots: Timeslot[], errors: WorkbookErrors): Speaker[] {
  const wishes = Object.keys(WISH_COLUMNS) as (keyof TagWishes)[];
  headers(sheet, 2, ['Name', ...wishes.map((wish) => WISH_COLUMNS[wish])], errors);
  const columns = slotColumns(sheet, 10, timeslots, errors);
  return rows(sheet, 3).map((row) => ({
    id: sheet.text(row, 1),
    unavailable: marked(sheet, row, columns),
    ...(Object.fromEntries(
      wishes.map((wish, index) => [wish, list(sheet.text(row, 2 + index))]),
    ) as unknown as TagWishes),
  }));
}

type Known = { timeslots: Timeslot[]; rooms: Room[]; speakers: Speaker[] };

function readTalks(sheet: Sheet, known: Known, errors: WorkbookErrors): { talks: Talk[]; timetable: Timetable } {
  headers(sheet, 1, [...TALK_COLUMNS], errors);
  const column = (name: TalkColumn) => TALK_COLUMNS.indexOf(name) + 1;
  const speakerIds = new Set(known.speakers.map((speaker) => speaker.id));
  const codes = new Set(rows(sheet, 2).map((row) => sheet.text(row, 1)));
  const rowOf = new Map<string, number>();
  const timetable: Timetable = new Map();

  const talks = rows(sheet, 2).map((row): Talk => {
    const text = (name: TalkColumn) => sheet.text(row, column(name));
    const names = (header: TalkColumn, there: Set<string>, what: string) => {
      const found = list(text(header));
      for (const one of found)
        if (!there.has(one)) errors.add(sheet.at(row, column(header)), `there is no ${what} ${one}`);
      return found;
    };
    const id = text('Code');
    if (rowOf.has(id)) errors.add(sheet.at(row, 1), `talk ${id} is there twice`);
    rowOf.set(id, row);
    const current = readCell(sheet, row, column('Timeslot day'), known, errors);
    if (current) timetable.set(id, current);
    const published = readCell(sheet, row, column('Published Timeslot'), known, errors);
    const wishes = noWishes();
    for (const wish of Object.keys(WISH_COLUMNS) as (keyof TagWishes)[]) {
      wishes[wish] = list(text(WISH_COLUMNS[wish] as TalkColumn));
    }
    return {
      id,
      title: text('Title'),
      kind: text('Talk type'),
      speakers: names('Speakers', speakerIds, 'speaker'),
      themeTracks: list(text('Theme track tags')),
      sectors: list(text('Sector tags')),
      audienceTypes: list(text('Audience types')),
      audienceLevel: number(sheet, row, column('Audience level'), errors),
      contents: list(text('Content tags')),
      language: text('Language'),
      ...wishes,
      mutuallyExclusive: list(text('Mutually exclusive talks tags')),
      prerequisites: names('Prerequisite talks codes', codes, 'talk'),
      favourites: number(sheet, row, column('Favorite count'), errors),
      crowdControlRisk: number(sheet, row, column('Crowd control risk'), errors),
      pinned: text('Pinned by user') === 'true',
      ...(published ? { published } : {}),
    };
  });
  const cycle = prerequisiteCycle(talks);
  if (cycle)
    errors.add(
      sheet.at(rowOf.get(cycle[0] as string) as number, column('Prerequisite talks codes')),
      `prerequisites form a cycle: ${cycle.join(' after ')}`,
    );
  return { talks, timetable };
}

/** Day, start, end and room side by side; null when nothing stands there. */
function readCell(sheet: Sheet, row: number, column: number, known: Known, errors: WorkbookErrors): Cell | null {
  const [day, start, end, room] = [0, 1, 2, 3].map((offset) => sheet.text(row, column + offset)) as [
    string,
    string,
    string,
    string,
  ];
  if (day === '' && start === '' && end === '' && room === '') return null;
  const timeslot = slotId(day, start, end);
  if (!known.timeslots.some((slot) => slot.id === timeslot))
    errors.add(sheet.at(row, column), `there is no timeslot ${timeslot}`);
  else if (!known.rooms.some((one) => one.id === room))
    errors.add(sheet.at(row, column + 3), `there is no room "${room}"`);
  else return { timeslot, room };
  return null;
}

/** The id of a timeslot in a workbook: its day and times as they stand there. */
function slotId(day: string, start: string, end: string): string {
  return `${day} ${start}-${end}`;
}

/** The timeslot of each column from `first` on; the day stands only over its first column. */
function slotColumns(
  sheet: Sheet,
  first: number,
  timeslots: Timeslot[],
  errors: WorkbookErrors,
): { column: number; id: string }[] {
  const ids = new Set(timeslots.map((slot) => slot.id));
  const columns: { column: number; id: string }[] = [];
  let day = '';
  for (let column = first; column <= sheet.columnCount; column++) {
    day = sheet.text(1, column) || day;
    const times = sheet.text(2, column);
    if (times === '') continue;
    const id = `${day} ${times}`;
    if (ids.has(id)) columns.push({ column, id });
    else errors.add(sheet.at(2, column), `there is no timeslot ${id}`);
  }
  return columns;
}

function marked(sheet: Sheet, row: number, columns: { column: number; id: string }[]): string[] {
  return columns
    .filter(({ column }) => sheet.fill(row, column) === UNAVAILABLE_FILL || sheet.text(row, column) !== '')
    .map(({ id }) => id);
}

function headers(sheet: Sheet, row: number, expected: readonly string[], errors: WorkbookErrors): void {
  expected.forEach((header, index) => {
    const found = sheet.text(row, index + 1);
    if (found !== header) errors.add(sheet.at(row, index + 1), `the column is called "${header}", not "${found}"`);
  });
}

/** Rows from `first` on whose first cell is not empty. */
function rows(sheet: Sheet, first: number): number[] {
  return Array.from({ length: Math.max(0, sheet.rowCount - first + 1) }, (_, index) => first + index).filter(
    (row) => sheet.text(row, 1) !== '',
  );
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function number(sheet: Sheet, row: number, column: number, errors: WorkbookErrors): number {
  const text = sheet.text(row, column);
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= 0) return value;
  errors.add(sheet.at(row, column), `must be a whole number of 0 or more, not "${text}"`);
  return 0;
}

function readDay(sheet: Sheet, row: number, column: number, errors: WorkbookErrors): string | null {
  const text = sheet.text(row, column);
  const found = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{4}-\d{2}-\d{2})$/.exec(text);
  const day = found?.[1];
  if (day && z.iso.date().safeParse(day).success) return day;
  errors.add(sheet.at(row, column), `a day is written like Mon 2018-10-01, not "${text}"`);
  return null;
}

function readTime(sheet: Sheet, row: number, column: number, errors: WorkbookErrors): number | null {
  const text = sheet.text(row, column);
  const found = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (found) return Number(found[1]) * 60 + Number(found[2]);
  errors.add(sheet.at(row, column), `a time is written like 10:15, not "${text}"`);
  return null;
}
