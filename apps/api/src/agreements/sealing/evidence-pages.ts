import type { Signature, SignatureEvidence } from '@everexpo/contracts';
import { partyMark } from '@everexpo/clauses';
import { instantIn, INK, LINE, MUTED, onPaper } from '../../platform/index.ts';

/** A drawn signature's pad, in its own units; on paper it takes this many points. */
const PAD = { width: 1000, height: 400 };
const ON_PAPER = { width: 150, height: 60 };

/** The evidence of an agreement's signatures as pages of their own: who signed when, how they proved it, which bytes. */
export function evidencePages(agreement: { id: string; title: string; documentSha256: string; timeZone: string }, evidence: SignatureEvidence[], at: Date): Promise<Buffer> {
  return onPaper({ title: `${agreement.title} · 签署证据`, date: at }, (page) => {
    page.font('bold').fontSize(18).text('签署证据 Evidence of signing');
    page.moveDown(0.4).font('regular').fontSize(9).fillColor(MUTED).text(`${agreement.title}\nEverexpo ${agreement.id}\n已签文件 Signed document SHA-256 ${agreement.documentSha256}`, { lineGap: 2 });
    for (const one of evidence) signatureBlock(page, one, agreement.timeZone);
  });
}

function signatureBlock(page: PDFKit.PDFDocument, one: SignatureEvidence, timeZone: string): void {
  if (page.y > page.page.height - 230) page.addPage();
  page.moveDown(0.8);
  page.moveTo(64, page.y).lineTo(page.page.width - 64, page.y).lineWidth(0.7).strokeColor(LINE).stroke();
  page.moveDown(0.6).font('bold').fontSize(12).fillColor(INK).text(`${partyMark(one.position - 1, 'zh')} ${partyMark(one.position - 1, 'en')}  ${one.organisation}`);
  page.font('regular').fontSize(10).text(`签署人 Signatory  ${one.name}`);
  page.text(`时间 Time  ${instantIn(timeZone, new Date(one.at))}  ${one.at}`);
  page.text('身份核验 Authentication  账号登录与动态口令 account and one-time code (RFC 6238)');
  page.fontSize(8).fillColor(MUTED).text(`地址 Address  ${one.address}    ${one.userAgent}`).text(`SHA-256  ${one.documentSha256}  v${one.version}`);
  page.moveDown(0.4);
  const top = page.y;
  page.rect(64, top, ON_PAPER.width + 16, ON_PAPER.height + 8).lineWidth(0.5).strokeColor(LINE).stroke();
  drawSignature(page, one.signature, 72, top + 4);
  page.x = 64;
  page.y = top + ON_PAPER.height + 14;
}

function drawSignature(page: PDFKit.PDFDocument, signature: Signature, left: number, top: number): void {
  if (signature.kind === 'typed') {
    page.font('regular').fontSize(20).fillColor(INK).text(signature.text, left, top + 16, { width: ON_PAPER.width, height: 30, lineBreak: false });
    return;
  }
  const [scaleX, scaleY] = [ON_PAPER.width / PAD.width, ON_PAPER.height / PAD.height];
  page.lineWidth(1.2).strokeColor(INK).lineCap('round').lineJoin('round');
  for (const [first, ...rest] of signature.strokes) {
    if (!first) continue;
    page.moveTo(left + first[0] * scaleX, top + first[1] * scaleY);
    for (const [x, y] of rest) page.lineTo(left + x * scaleX, top + y * scaleY);
    page.stroke();
  }
}
