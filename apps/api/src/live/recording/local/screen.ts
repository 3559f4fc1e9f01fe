import { createCanvas, GlobalFonts, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { VideoBufferType, VideoFrame } from '@livekit/rtc-node';
import { createRequire } from 'node:module';
import { drawScaled, fitInto, newPicture, type Picture, type Rectangle } from './picture.ts';

/** The recording's size, whatever size the cameras send: it never changes within a recording. */
export const [WIDTH, HEIGHT] = [1280, 720];
const FOOT = 48;
const FAMILY = 'Noto Sans SC';

GlobalFonts.registerFromPath(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  FAMILY,
);

/** Somebody's camera or shared screen. */
interface Tile {
  name: string;
  wide: boolean;
  newest: Picture | null;
  /** Drawn since the newest picture came. */
  drawn: boolean;
  place: Rectangle;
}

/**
 * What the recording shows: who is on stage, beside them the deck's page or a shared screen, and under them who and
 * what it is.
 */
export class Screen {
  private readonly tiles = new Map<string, Tile>();
  private picture = newPicture(WIDTH, HEIGHT);
  private deck: Buffer | null = null;
  private caption = '';
  private laying: Promise<void> = Promise.resolve();

  constructor() {
    this.layOut();
  }

  /** A picture of I420 for a tile that {@link show} has added. */
  take(id: string, frame: VideoFrame): void {
    const tile = this.tiles.get(id);
    if (!tile) return;
    const { width, height, data } = frame.type === VideoBufferType.I420 ? frame : frame.convert(VideoBufferType.I420);
    Object.assign(tile, { newest: { width, height, data }, drawn: false });
  }

  show(id: string, name: string, wide: boolean): void {
    this.tiles.set(id, { name, wide, newest: null, drawn: true, place: { x: 0, y: 0, width: 0, height: 0 } });
    this.layOut();
  }

  remove(id: string): void {
    if (this.tiles.delete(id)) this.layOut();
  }

  /** The deck's page (an encoded picture) or null, and the line under the stage. */
  setScene(deck: Buffer | null, caption: string): void {
    this.deck = deck;
    this.caption = caption;
    this.layOut();
  }

  /** The picture as it is now. */
  current(): Uint8Array {
    for (const tile of this.tiles.values()) {
      if (tile.drawn || !tile.newest) continue;
      drawScaled(tile.newest, this.picture, fitInto(tile.place, tile.newest.width, tile.newest.height));
      tile.drawn = true;
    }
    return this.picture.data;
  }

  /** Draws the ground anew, one after the other; until it is there the picture stays as it is. */
  private layOut(): void {
    this.laying = this.laying.then(async () => {
      const main = [...this.tiles.values()].find(({ wide }) => wide) ?? null;
      const others = [...this.tiles.values()].filter((tile) => tile !== main);
      const deck = main ? null : this.deck;
      const places = placesOf(others.length, main !== null || deck !== null);
      if (main) main.place = WIDE;
      for (const [index, tile] of others.entries()) tile.place = places[index] as Rectangle;
      const ground = await groundOf(deck, this.caption, others);
      this.picture = { width: WIDTH, height: HEIGHT, data: ground };
      for (const tile of this.tiles.values()) tile.drawn = false;
    });
    this.laying.catch(() => undefined);
  }
}

/** Where the deck's page or a shared screen is, never covered by who speaks. */
const WIDE: Rectangle = { x: 24, y: 80, width: 912, height: 514 };
const MARGIN = 24;

/** Places for so many speakers: in a column beside what is wide, else side by side. */
function placesOf(count: number, besideWide: boolean): Rectangle[] {
  const columns = besideWide ? 1 : Math.ceil(Math.sqrt(count));
  const rows = Math.max(1, Math.ceil(count / Math.max(1, columns)));
  const left = WIDE.x + WIDE.width + MARGIN;
  const area = besideWide ? { x: left, width: WIDTH - left - MARGIN } : { x: 0, width: WIDTH };
  const width = area.width / Math.max(1, columns);
  const height = besideWide ? Math.min((HEIGHT - FOOT) / rows, 240) : (HEIGHT - FOOT) / rows;
  const top = besideWide ? WIDE.y : 0;
  return Array.from({ length: count }, (_, index) => ({
    x: area.x + (index % columns) * width,
    y: top + Math.floor(index / columns) * height,
    width,
    height: height - 30,
  }));
}

/** Everything but the moving pictures, as I420. */
async function groundOf(deck: Buffer | null, caption: string, tiles: Tile[]): Promise<Uint8Array> {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = '#0a1015';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  if (deck) {
    const image = await loadImage(deck);
    const at = fitInto(WIDE, image.width, image.height);
    context.drawImage(image, at.x, at.y, at.width, at.height);
  }
  for (const { name, place } of tiles)
    write(context, name, place.x + 12, place.y + place.height + 22, place.width - 24, 18);
  context.fillStyle = '#16202a';
  context.fillRect(0, HEIGHT - FOOT, WIDTH, FOOT);
  write(context, caption, 24, HEIGHT - 16, WIDTH - 48, 22);
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
  return new VideoFrame(new Uint8Array(data), WIDTH, HEIGHT, VideoBufferType.RGBA).convert(VideoBufferType.I420).data;
}

function write(context: SKRSContext2D, text: string, x: number, y: number, width: number, size: number): void {
  context.fillStyle = '#e8eef2';
  context.font = `${size}px "${FAMILY}"`;
  let shown = text;
  while (shown.length > 1 && context.measureText(shown).width > width) shown = `${shown.slice(0, -2)}…`;
  context.fillText(shown, x, y);
}
