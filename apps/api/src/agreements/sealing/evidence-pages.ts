import type { Signature, SignatureEvidence } from '@everexpo/contracts';
import { partyMark } from '@everexpo/clauses';
import { GAP, instantIn, INK, LINE, MUTED, renderPdf } from '../../platform/paper/paper.ts';
import type { Pen, Style } from '../../platform/paper/pen.ts';

/** A drawn signature's pad, in its own units; on paper it takes this many points. */
const PAD = { width: 1000, height: 400 };
const ON_PAPER = { width: 150, height: 60 };
const INSET = 8;
/** A typed signature as large as its box allows. */
const TYPED = { largest: 20, smallest: 5 };

interface Part {
  text: string;
  style: Style;
}

/**
 * The evidence of an agreement's signatures as pages of their own: who signed when, how they proved it, which bytes.
 */
export function evidencePages(
  agreement: { id: string; title: string; documentSha256: string; timeZone: string },
  evidence: SignatureEvidence[],
  at: Date,
): Promise<Buffer> {
  return renderPdf({ title: `${agreement.title} · 签署证据`, date: at }, (page, pen) => {
    pen.write('签署证据 Evidence of signing', { size: 18, weight: 'bold', color: INK });
    pen.down(6);
    pen.write(
      `${agreement.title}\nEverexpo ${agreement.id}\n已签文件 Signed document SHA-256 ${agreement.documentSha256}`,
      { size: 9, color: MUTED, gap: 1 },
    );
    for (const one of evidence) signatureBlock(page, pen, one, agreement.timeZone);
  });
}

/** On one page as a whole. */
function signatureBlock(page: PDFKit.PDFDocument, pen: Pen, one: SignatureEvidence, timeZone: string): void {
  const parts = partsOf(one, timeZone);
  const boxHeight = ON_PAPER.height + INSET;
  pen.need(parts.reduce((sum, { text, style }) => sum + pen.heightOf(text, style), 0) + boxHeight + 40);
  pen.down(12);
  pen.rule(LINE);
  pen.down(8);
  for (const { text, style } of parts) pen.write(text, style);
  pen.down(6);
  const top = pen.y;
  const boxWidth = one.signature.kind === 'typed' ? pen.width : ON_PAPER.width + 2 * INSET;
  page.rect(pen.left, top, boxWidth, boxHeight).lineWidth(0.5).strokeColor(LINE).stroke();
  if (one.signature.kind === 'typed')
    typed(pen, one.signature.text, { x: pen.left + INSET, width: boxWidth - 2 * INSET }, top + INSET / 2);
  else strokes(page, one.signature, pen.left + INSET, top + INSET / 2);
  pen.y = top + boxHeight + 6;
}

function partsOf(one: SignatureEvidence, timeZone: string): Part[] {
  const [plain, small]: Style[] = [
    { size: 10, color: INK },
    { size: 8, color: MUTED },
  ];
  return [
    {
      text: `${partyMark(one.position - 1, 'zh')} ${partyMark(one.position - 1, 'en')}${GAP}${one.organisation}`,
      style: { size: 12, weight: 'bold', color: INK },
    },
    { text: `签署人 Signatory${GAP}${one.name}`, style: plain as Style },
    { text: `时间 Time${GAP}${instantIn(timeZone, new Date(one.at))}${GAP}${one.at}`, style: plain as Style },
    {
      text: `身份核验 Authentication${GAP}账号登录与动态口令 account and one-time code (RFC 6238)`,
      style: plain as Style,
    },
    { text: `地址 Address${GAP}${one.address}${GAP}${one.userAgent}`, style: small as Style },
    { text: `SHA-256${GAP}${one.documentSha256}${GAP}v${one.version}`, style: small as Style },
  ];
}

function typed(pen: Pen, text: string, place: { x: number; width: number }, top: number): void {
  let size = TYPED.largest;
  while (size > TYPED.smallest && pen.heightOf(text, { size }, place.width) > ON_PAPER.height) size -= 1;
  pen.y = top + (ON_PAPER.height - pen.heightOf(text, { size }, place.width)) / 2;
  pen.write(text, { size, color: INK }, place);
}

function strokes(
  page: PDFKit.PDFDocument,
  signature: Extract<Signature, { kind: 'drawn' }>,
  left: number,
  top: number,
): void {
  const [scaleX, scaleY] = [ON_PAPER.width / PAD.width, ON_PAPER.height / PAD.height];
  page.lineWidth(1.2).strokeColor(INK).lineCap('round').lineJoin('round');
  for (const [first, ...rest] of signature.strokes) {
    if (!first) continue;
    page.moveTo(left + first[0] * scaleX, top + first[1] * scaleY);
    for (const [x, y] of rest) page.lineTo(left + x * scaleX, top + y * scaleY);
    page.stroke();
  }
}
