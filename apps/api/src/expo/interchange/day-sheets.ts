import type { PublishedProgramme } from '@everexpo/interchange';
import { wallTime } from '@everexpo/interchange/zoned';
import { INK, LINE, MUTED, renderPdf } from '../../platform/paper/paper.ts';
import type { Pen, Style } from '../../platform/paper/pen.ts';

/** What sheets are drawn of: plain data, which a thread can be given. Without a day, all days. */
export interface SheetsTask {
  programme: PublishedProgramme;
  day?: string;
}

const TIME: Style = { size: 16, weight: 'bold', color: INK };
const TITLE: Style = { size: 15, weight: 'bold', color: INK };
const SUBTITLE: Style = { size: 11, color: MUTED };
/** Where titles begin, from the left margin. */
const TITLE_AT = 126;

/** A4 sheets, one per room and day that hold something: what hangs beside the door. */
export async function daySheets({ programme, day }: SheetsTask): Promise<Buffer> {
  const { entriesIn } = await import('@everexpo/interchange');
  const sheets = programme.days
    .filter((one) => day === undefined || one === day)
    .flatMap((one) =>
      programme.rooms.map((room) => ({ day: one, room, entries: entriesIn(programme, one, room.name) })),
    )
    .filter((sheet) => sheet.entries.length > 0);
  return renderPdf({ title: `${programme.title} ${day ?? ''}`.trim(), date: new Date() }, (_page, pen) => {
    if (sheets.length === 0) pen.write('这一天没有安排。Nothing is planned on this day.', { size: 16 });
    sheets.forEach(({ day: date, room, entries }, index) => {
      const head = () => {
        pen.write(`${programme.title}  ·  v${programme.version}`, { size: 11, color: MUTED });
        pen.write(room.name, { size: 30, weight: 'bold', color: INK });
        pen.write(`${date}  (${programme.timeZone})`, { size: 16, color: INK });
        pen.down(18);
      };
      pen.onNewPage = head;
      if (index > 0) pen.newPage();
      else head();
      for (const entry of entries)
        entryOf(
          pen,
          `${wallTime(entry.startsAt, programme.timeZone)}–${wallTime(entry.endsAt, programme.timeZone)}`,
          entry.title,
          entry.subtitle,
        );
    });
  });
}

/** A time and what is then, on one page. */
function entryOf(pen: Pen, time: string, title: string, subtitle: string): void {
  const place = { x: pen.left + TITLE_AT, width: pen.width - TITLE_AT };
  pen.need(
    pen.heightOf(title, TITLE, place.width) + (subtitle ? pen.heightOf(subtitle, SUBTITLE, place.width) : 0) + 10,
  );
  const top = pen.y;
  pen.write(time, TIME, { x: pen.left, width: TITLE_AT - 6 });
  const below = pen.y;
  pen.y = top;
  pen.write(title, TITLE, place);
  if (subtitle) pen.write(subtitle, SUBTITLE, place);
  pen.y = Math.max(pen.y, below) + 8;
  pen.rule(LINE);
  pen.down(10);
}
