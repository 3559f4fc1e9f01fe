import { agreementKindLabels, type Verification } from '@everexpo/contracts';
import { partyMark } from '@everexpo/clauses';
import { GAP, GOLD, INK, instantIn, MUTED, renderPdf, yuan } from '../../../platform/paper/paper.ts';
import type { Pen, Style } from '../../../platform/paper/pen.ts';

const LEFT = 64;
const BODY_TOP = 192;
/** Room for the hashes at the foot, and for the code at the right. */
const FOOT = 122;
const CODE = { x: 214, size: 150 };

/** What a certificate says: plain data, which another thread can be given. */
export interface CertificateText {
  verification: Verification;
  /** Address of the public page that verifies it. */
  verifyUrl: string;
}

interface Part {
  text: string;
  style: Style;
  /** Points below it. */
  below: number;
}

/**
 * The certificate of a registered agreement: both languages, number, hash and a QR code to the public page that
 * verifies it. It shows only what that page shows, on one sheet: long titles and many parties are set smaller.
 */
export async function certificate({ verification, verifyUrl }: CertificateText): Promise<Buffer> {
  const { slip, entry, edition } = verification;
  const { default: QRCode } = await import('qrcode');
  const qr = await QRCode.toBuffer(verifyUrl, { errorCorrectionLevel: 'M', margin: 1, width: 480 });
  const kind = agreementKindLabels[slip.kind];
  const registeredAt = new Date(slip.registeredAt);
  const parties = slip.parties?.map(
    (party, index) => `${partyMark(index, 'zh')} ${partyMark(index, 'en')}${GAP}${party}`,
  ) ?? [`签约方 Parties${GAP}不公开 not public`];
  const plain = (text: string, below: number): Part => ({ text, style: { size: 12, color: INK }, below });
  const parts: Part[] = [
    { text: slip.title, style: { size: 20, weight: 'bold', color: INK, gap: 3 }, below: 10 },
    plain(`${kind.zh} · ${kind.en}`, 12),
    ...parties.map((party) => plain(party, 4)),
    plain(`金额 Amount${GAP}${slip.amountFen === null ? '不公开 not public' : `${yuan(slip.amountFen)} (CNY)`}`, 4),
    plain(`登记时间 Registered${GAP}${instantIn(edition.timeZone, registeredAt)}`, 0),
  ];
  return renderPdf({ title: `${slip.number} ${slip.title}`, date: registeredAt, landscape: true }, (page, pen) => {
    const { width, height } = page.page;
    page
      .rect(28, 28, width - 56, height - 56)
      .lineWidth(1.4)
      .strokeColor(GOLD)
      .stroke();
    page
      .rect(34, 34, width - 68, height - 68)
      .lineWidth(0.5)
      .strokeColor(GOLD)
      .stroke();
    at(
      pen,
      62,
      `${edition.nameZh}${GAP}${edition.nameEn}${edition.demo ? `${GAP}演示数据 demo data` : ''}`,
      { size: 11, color: MUTED },
      { x: LEFT, width: width - 2 * LEFT },
    );
    at(pen, 92, '签约登记证书', { size: 34, weight: 'bold', color: GOLD }, { x: LEFT, width: 400 });
    at(pen, 144, 'Certificate of registration', { size: 14, color: GOLD }, { x: LEFT, width: 400 });
    const body = { x: LEFT, width: width - CODE.x - 86 };
    pen.y = BODY_TOP;
    for (const { text, style, below } of fitted(pen, parts, height - FOOT - BODY_TOP, body.width)) {
      pen.write(text, style, body);
      pen.down(below);
    }
    page.image(qr, width - CODE.x, BODY_TOP, { width: CODE.size });
    at(
      pen,
      348,
      '扫码核验 Scan to verify',
      { size: 9, color: MUTED, align: 'center' },
      { x: width - CODE.x, width: CODE.size },
    );
    at(pen, 92, slip.number, { size: 22, weight: 'bold', color: GOLD, align: 'right' }, { x: width - 364, width: 300 });
    at(
      pen,
      height - 112,
      `存证账本 Ledger ${entry.edition} #${entry.seq}${GAP}SHA-256 ${entry.hash}`,
      { size: 8, color: MUTED },
      { x: LEFT, width: width - 2 * LEFT },
    );
    at(
      pen,
      height - 94,
      `文件 Document${GAP}SHA-256 ${entry.document}`,
      { size: 8, color: MUTED },
      { x: LEFT, width: width - 2 * LEFT },
    );
  });
}

function at(pen: Pen, y: number, text: string, style: Style, place: { x: number; width: number }): void {
  pen.y = y;
  pen.write(text, style, place);
}

/** The parts as large as they are, or as much smaller as it takes for all to stand in the height. */
function fitted(pen: Pen, parts: Part[], height: number, width: number): Part[] {
  for (let scale = 1; scale > 0.2; scale *= 0.94) {
    const scaled = parts.map(({ text, style, below }) => ({
      text,
      style: { ...style, size: style.size * scale, gap: (style.gap ?? 0) * scale },
      below: below * scale,
    }));
    if (scaled.reduce((sum, { text, style, below }) => sum + pen.heightOf(text, style, width) + below, 0) <= height)
      return scaled;
  }
  throw new Error('a certificate has more on it than a sheet holds');
}
