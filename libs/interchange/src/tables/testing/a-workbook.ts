import { strToU8, zipSync, type Zippable } from 'fflate';

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface WorkbookParts {
  /** What stands in `sheetData`, or the whole of the sheet. */
  sheet?: string;
  strings?: string;
  styles?: string;
  workbook?: string;
  /** A hidden sheet before the one with the data. */
  hiddenFirst?: boolean;
  /** More parts, by name. */
  more?: Record<string, string | Uint8Array>;
}

/** An XLSX file of parts as a test writes them, well formed or not. */
export function aWorkbook(parts: WorkbookParts): Buffer {
  const files: Zippable = Object.fromEntries(
    Object.entries(workbookParts(parts)).map(([name, content]) => [
      name,
      typeof content === 'string' ? strToU8(content) : content,
    ]),
  );
  return Buffer.from(zipSync(files, { level: 1 }));
}

/** The parts by their names in the package. */
export function workbookParts({
  sheet = '',
  strings = '<sst/>',
  styles = '<styleSheet/>',
  workbook,
  hiddenFirst = false,
  more = {},
}: WorkbookParts): Record<string, string | Uint8Array> {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${TYPE}/${type}" Target="${target}"/>`;
  const hidden = hiddenFirst ? '<sheet name="hidden" sheetId="2" state="hidden" r:id="r0"/>' : '';
  return {
    '_rels/.rels': `<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml':
      workbook ??
      `<workbook xmlns:r="${TYPE}"><sheets>${hidden}<sheet name="one" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': [
      '<Relationships>',
      relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('r2', 'sharedStrings', '/xl/sharedStrings.xml'),
      relation('r3', 'styles', 'styles.xml'),
      '</Relationships>',
    ].join(''),
    'xl/sharedStrings.xml': strings,
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml':
      sheet.startsWith('<row') || sheet === '' ? `<worksheet><sheetData>${sheet}</sheetData></worksheet>` : sheet,
    ...more,
  };
}
