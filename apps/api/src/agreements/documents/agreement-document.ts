import { agreementKindLabels } from '@everexpo/contracts';
import { clauseHeading, clausesOf, partyMark, type Content, type Language } from '@everexpo/clauses';
import type { Agreement } from '../terms/agreement.entity.ts';
import type { AgreementParty } from '../terms/agreement-party.entity.ts';
import { GAP, INK, LINE, MUTED, onPaper, yuan } from '../../platform/index.ts';

type Document = Pick<Agreement, 'id' | 'version' | 'kind' | 'title' | 'amountFen' | 'termMonths' | 'terms' | 'details'> & {
  parties: Pick<AgreementParty, 'name' | 'organisation'>[];
  /** Number of the agreement that this one changes, or null. */
  amends: string | null;
};

/** The document the parties sign, as PDF bytes: the whole text in Chinese, then in English. */
export function agreementDocument(agreement: Document): Promise<Buffer> {
  const kind = agreementKindLabels[agreement.kind];
  return onPaper({ title: agreement.title, date: new Date() }, (page) => {
    page.fontSize(11).fillColor(MUTED).text(`${kind.zh} · ${kind.en}`);
    page.moveDown(0.4).font('bold').fontSize(22).fillColor(INK).text(agreement.title, { lineGap: 4 });
    page.moveDown(1);
    agreement.parties.forEach((party, index) => {
      row(page, `${partyMark(index, 'zh')} ${partyMark(index, 'en')}`, party.organisation === party.name ? party.name : `${party.organisation}${GAP}${party.name}`);
    });
    row(page, '金额 Amount', `${yuan(agreement.amountFen)} (CNY)`);
    row(page, '期限 Term', `${agreement.termMonths} 个月 / months`);
    clausePages(page, agreement, 'zh');
    clausePages(page, agreement, 'en');
    page.moveDown(2).fontSize(8).fillColor(MUTED).text(`Everexpo ${agreement.id} · v${agreement.version}`);
  });
}

function clausePages(page: PDFKit.PDFDocument, content: Content, language: Language): void {
  page.moveDown(0.8);
  page.moveTo(64, page.y).lineTo(page.page.width - 64, page.y).lineWidth(0.7).strokeColor(LINE).stroke();
  clausesOf(content, language).forEach(({ title, paragraphs }, index) => {
    if (page.y > page.page.height - 150) page.addPage();
    page.moveDown(0.9).font('bold').fontSize(12).fillColor(INK).text(`${clauseHeading(index, language)} ${title}`);
    page.moveDown(0.3).font('regular').fontSize(11);
    for (const paragraph of paragraphs) page.text(paragraph, { lineGap: 4 });
  });
}

function row(page: PDFKit.PDFDocument, name: string, value: string): void {
  const top = page.y;
  page.font('regular').fontSize(10).fillColor(MUTED).text(name, 64, top + 1, { width: 110 });
  page.font('regular').fontSize(12).fillColor(INK).text(value, 180, top, { width: page.page.width - 244 });
  page.x = 64;
  page.moveDown(0.5);
}
