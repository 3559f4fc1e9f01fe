import { entriesIn, wallTime, type PublishedProgramme } from '@everexpo/interchange';
import { INK, LINE, MUTED, onPaper } from '../../platform/index.ts';

/** A4 sheets, one per room and day that hold something: what hangs beside the door. */
export function daySheets(programme: PublishedProgramme, day?: string): Promise<Buffer> {
  const sheets = programme.days
    .filter((one) => day === undefined || one === day)
    .flatMap((one) => programme.rooms.map((room) => ({ day: one, room, entries: entriesIn(programme, one, room.name) })))
    .filter((sheet) => sheet.entries.length > 0);
  return onPaper({ title: `${programme.title} ${day ?? ''}`.trim(), date: new Date() }, (page) => {
    if (sheets.length === 0) page.fontSize(16).text('这一天没有安排。Nothing is planned on this day.');
    sheets.forEach(({ day: date, room, entries }, index) => {
      if (index > 0) page.addPage();
      page.font('regular').fontSize(11).fillColor(MUTED).text(`${programme.title}  ·  v${programme.version}`);
      page.font('bold').fontSize(30).fillColor(INK).text(room.name);
      page.font('regular').fontSize(16).text(`${date}  (${programme.timeZone})`);
      page.moveDown(1);
      for (const entry of entries) {
        const top = page.y;
        page.font('bold').fontSize(16).text(`${wallTime(entry.startsAt, programme.timeZone)}–${wallTime(entry.endsAt, programme.timeZone)}`, 64, top, { width: 120 });
        page.font('bold').fontSize(15).text(entry.title, 190, top, { width: 340 });
        page.font('regular').fontSize(11).fillColor(MUTED).text(entry.subtitle, 190, page.y, { width: 340 }).fillColor(INK);
        page.moveDown(0.8);
        page.moveTo(64, page.y).lineTo(531, page.y).strokeColor(LINE).stroke();
        page.moveDown(0.8);
      }
    });
  });
}
