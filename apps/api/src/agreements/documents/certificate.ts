import { agreementKindLabels, type Verification } from '@everexpo/contracts';
import { partyMark } from '@everexpo/clauses';
import QRCode from 'qrcode';
import { GAP, GOLD, instantIn, MUTED, onPaper, yuan } from '../../platform/index.ts';

/**
 * The certificate of a registered agreement: both languages, number, hash and a QR code to the public page that
 * verifies it. It shows only what that page shows.
 */
export async function certificate({ slip, entry, edition }: Verification, verifyUrl: string): Promise<Buffer> {
  const qr = await QRCode.toBuffer(verifyUrl, { errorCorrectionLevel: 'M', margin: 1, width: 480 });
  const kind = agreementKindLabels[slip.kind];
  const registeredAt = new Date(slip.registeredAt);
  return onPaper({ title: `${slip.number} ${slip.title}`, date: registeredAt, landscape: true }, (page) => {
    const { width, height } = page.page;
    page.rect(28, 28, width - 56, height - 56).lineWidth(1.4).strokeColor(GOLD).stroke();
    page.rect(34, 34, width - 68, height - 68).lineWidth(0.5).strokeColor(GOLD).stroke();
    page.fontSize(11).fillColor(MUTED).text(`${edition.nameZh}${GAP}${edition.nameEn}${edition.demo ? `${GAP}演示数据 demo data` : ''}`, 64, 62);
    page.font('bold').fontSize(34).fillColor(GOLD).text('签约登记证书', 64, 92);
    page.font('regular').fontSize(14).text('Certificate of registration', 64, 144);
    page.font('bold').fontSize(20).fillColor('#14212B').text(slip.title, 64, 192, { width: width - 300, lineGap: 3 });
    page.moveDown(0.6).font('regular').fontSize(12).text(`${kind.zh} · ${kind.en}`, { width: width - 300 });
    page.moveDown(0.8);
    const parties = slip.parties?.map((party, index) => `${partyMark(index, 'zh')} ${partyMark(index, 'en')}${GAP}${party}`) ?? [`签约方 Parties${GAP}不公开 not public`];
    for (const party of parties) {
      page.text(party, 64, page.y, { width: width - 300 });
      page.moveDown(0.3);
    }
    page.moveDown(0.4);
    page.text(`金额 Amount${GAP}${slip.amountFen === null ? '不公开 not public' : `${yuan(slip.amountFen)} (CNY)`}`, { width: width - 300 });
    page.moveDown(0.3).text(`登记时间 Registered${GAP}${instantIn(edition.timeZone, registeredAt)}`, { width: width - 300 });
    page.image(qr, width - 214, 192, { width: 150 });
    page.fontSize(9).fillColor(MUTED).text('扫码核验 Scan to verify', width - 214, 348, { width: 150, align: 'center' });
    page.font('bold').fontSize(22).fillColor(GOLD).text(slip.number, width - 264, 92, { width: 200, align: 'right' });
    page.font('regular').fontSize(8).fillColor(MUTED);
    page.text(`存证账本 Ledger ${entry.edition} #${entry.seq}${GAP}SHA-256 ${entry.hash}`, 64, height - 112, { width: width - 128 });
    page.text(`文件 Document${GAP}SHA-256 ${entry.document}`, 64, height - 94, { width: width - 128 });
  });
}
