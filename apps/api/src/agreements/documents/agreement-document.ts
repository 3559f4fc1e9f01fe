import { agreementKindLabels } from '@everexpo/contracts';
import { clauseHeading, clausesOf, partyMark, type Content, type Language } from '@everexpo/clauses';
import type { Agreement } from '../agreement/agreement.entity.ts';
import type { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { GAP, INK, LINE, MUTED, renderPdf, yuan } from '../../platform/paper/paper.ts';
import type { Pen, Style } from '../../platform/paper/pen.ts';

/** What an agreement's document says: plain data, which another process can be given. */
export type AgreementText = Pick<
  Agreement,
  'id' | 'version' | 'kind' | 'title' | 'amountFen' | 'termMonths' | 'terms' | 'details'
> & {
  parties: Pick<AgreementParty, 'name' | 'organisation'>[];
  /** Number of the agreement that this one changes, or null. */
  amends: string | null;
};

const BODY: Style = { size: 11, color: INK, gap: 2 };
const HEADING: Style = { size: 12, weight: 'bold', color: INK };
const NAME: Style = { size: 10, color: MUTED };
const VALUE: Style = { size: 12, color: INK };
const VALUE_AT = 116;
/** A heading never stands alone at a page's end: as much of its text goes with it. */
const WITH_HEADING = 50;

/** The document the parties sign, as PDF bytes: the whole text in Chinese, then in English. */
export function agreementDocument(agreement: AgreementText): Promise<Buffer> {
  const kind = agreementKindLabels[agreement.kind];
  return renderPdf({ title: agreement.title, date: new Date() }, (_page, pen) => {
    pen.write(`${kind.zh} · ${kind.en}`, { size: 11, color: MUTED });
    pen.down(4);
    pen.write(agreement.title, { size: 22, weight: 'bold', color: INK, gap: 2 });
    pen.down(16);
    agreement.parties.forEach((party, index) => {
      row(
        pen,
        `${partyMark(index, 'zh')} ${partyMark(index, 'en')}`,
        party.organisation === party.name ? party.name : `${party.organisation}${GAP}${party.name}`,
      );
    });
    row(pen, '金额 Amount', `${yuan(agreement.amountFen)} (CNY)`);
    row(pen, '期限 Term', `${agreement.termMonths} 个月 / months`);
    clausePages(pen, agreement, 'zh');
    clausePages(pen, agreement, 'en');
    pen.down(20);
    pen.write(`Everexpo ${agreement.id} · v${agreement.version}`, { size: 8, color: MUTED });
  });
}

function clausePages(pen: Pen, content: Content, language: Language): void {
  pen.down(12);
  pen.rule(LINE);
  clausesOf(content, language).forEach(({ title, paragraphs }, index) => {
    const heading = `${clauseHeading(index, language)} ${title}`;
    pen.down(14);
    pen.need(pen.heightOf(heading, HEADING) + WITH_HEADING);
    pen.write(heading, HEADING);
    pen.down(4);
    for (const paragraph of paragraphs) pen.write(paragraph, BODY);
  });
}

function row(pen: Pen, name: string, value: string): void {
  const [names, values] = [
    { x: pen.left, width: VALUE_AT - 6 },
    { x: pen.left + VALUE_AT, width: pen.width - VALUE_AT },
  ];
  const [nameHeight, valueHeight] = [pen.heightOf(name, NAME, names.width), pen.heightOf(value, VALUE, values.width)];
  pen.need(Math.max(nameHeight, valueHeight));
  const top = pen.y;
  pen.y = top + 2;
  pen.write(name, NAME, names);
  pen.y = top;
  pen.write(value, VALUE, values);
  pen.y = top + Math.max(nameHeight + 2, valueHeight) + 6;
}
