import sharp from 'sharp';
import { serveTask } from '../../../platform/sandbox/serve-task.ts';
import { Refusal } from '../../../platform/sandbox/refusal.ts';
import { checkPdf } from './check-pdf.ts';
import { MAX_PICTURE_PIXELS, type Scan } from './scan-kinds.ts';

/** Longest side of a photo that is kept, in pixels; a page is legible at half of it. */
const MAX_PIXELS = 4_000;

serveTask<Scan, Scan>(async ({ bytes, type }) => {
  if (type !== 'application/pdf') return { bytes: await uprightPicture(bytes, type), type };
  await checkPdf(bytes);
  return { bytes, type };
});

async function uprightPicture(bytes: Buffer, type: 'image/jpeg' | 'image/png'): Promise<Buffer> {
  sharp.concurrency(1);
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata().catch(damaged);
  if (width * height > MAX_PICTURE_PIXELS)
    throw new Refusal(
      'max_pixels',
      `The picture has ${width} × ${height} pixels; ${MAX_PICTURE_PIXELS / 1_000_000} million at most.`,
    );
  const upright = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PICTURE_PIXELS })
    .rotate()
    .resize({ width: MAX_PIXELS, height: MAX_PIXELS, fit: 'inside', withoutEnlargement: true });
  return (type === 'image/png' ? upright.png() : upright.jpeg({ quality: 88 })).toBuffer().catch(damaged);
}

function damaged(): never {
  throw new Refusal('readable', 'The picture is damaged; take it again.');
}
