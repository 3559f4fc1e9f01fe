import type { PastAgreement } from './generate/past-agreements.ts';

/** A one-page placeholder for the scan of a past paper agreement, marked as demo data; the same bytes every time. */
export async function demoScan({ id, titleEn, registeredAt }: PastAgreement): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  return new Promise((resolve, reject) => {
    const page = new PDFDocument({
      size: 'A4',
      info: { Title: 'Demo scan', CreationDate: registeredAt, ModDate: registeredAt },
    });
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.on('end', () => resolve(Buffer.concat(chunks)));
    page.on('error', reject);
    page
      .fontSize(11)
      .text('DEMO DATA - no real agreement')
      .moveDown()
      .fontSize(16)
      .text(titleEn)
      .moveDown()
      .fontSize(9)
      .text(id);
    page.end();
  });
}
