import { agreementKindLabels } from '@everexpo/contracts';
import type { Agreement } from '../terms/agreement.entity.ts';
import type { AgreementParty } from '../terms/agreement-party.entity.ts';
import { GAP, LINE, MUTED, onPaper, yuan } from '../../platform/index.ts';

type Content = Pick<Agreement, 'id' | 'version' | 'kind' | 'title' | 'amountFen' | 'termMonths' | 'terms'> & {
  parties: Pick<AgreementParty, 'name' | 'organisation'>[];
};

/** The document the parties sign, as PDF bytes. */
export function agreementDocument(agreement: Content): Promise<Buffer> {
  const kind = agreementKindLabels[agreement.kind];
  return onPaper({ title: agreement.title, date: new Date() }, (page) => {
    page.fontSize(11).fillColor(MUTED).text(`${kind.zh} · ${kind.en}`);
    page.moveDown(0.4).font('bold').fontSize(22).fillColor('#14212B').text(agreement.title, { lineGap: 4 });
    page.moveDown(1);
    agreement.parties.forEach((party, index) => {
      const role = index === 0 ? '甲方 Party A' : '乙方 Party B';
      row(page, role, party.organisation === party.name ? party.name : `${party.organisation}${GAP}${party.name}`);
    });
    row(page, '金额 Amount', `${yuan(agreement.amountFen)} (CNY)`);
    row(page, '期限 Term', `${agreement.termMonths} 个月 / months`);
    page.moveDown(0.8);
    page.moveTo(64, page.y).lineTo(page.page.width - 64, page.y).lineWidth(0.7).strokeColor(LINE).stroke();
    page.moveDown(1).font('bold').fontSize(13).text('条款 Terms');
    page.moveDown(0.5).font('regular').fontSize(11).text(agreement.terms, { lineGap: 5 });
    page.moveDown(2).fontSize(8).fillColor(MUTED).text(`Everexpo ${agreement.id} · v${agreement.version}`);
  });
}

function row(page: PDFKit.PDFDocument, name: string, value: string): void {
  const top = page.y;
  page.font('regular').fontSize(10).fillColor(MUTED).text(name, 64, top + 1, { width: 110 });
  page.font('regular').fontSize(12).fillColor('#14212B').text(value, 180, top, { width: page.page.width - 244 });
  page.x = 64;
  page.moveDown(0.5);
}
