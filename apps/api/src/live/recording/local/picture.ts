/** A picture of planar YUV with halved colour (I420): width and height are even. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const even = (value: number) => Math.round(value) & ~1;

export function newPicture(width: number, height: number): Picture {
  const data = new Uint8Array((width * height * 3) / 2);
  data.fill(16, 0, width * height).fill(128, width * height);
  return { width, height, data };
}

/** The largest rectangle of the picture's shape that fits into a place, in its middle; all sides even. */
export function fitInto(place: Rectangle, width: number, height: number): Rectangle {
  const scale = Math.min(place.width / width, place.height / height);
  const [w, h] = [even(width * scale), even(height * scale)];
  return { x: even(place.x + (place.width - w) / 2), y: even(place.y + (place.height - h) / 2), width: w, height: h };
}

/** Draws a picture of any size into a rectangle of another one. */
export function drawScaled(from: Picture, to: Picture, at: Rectangle): void {
  const [chromaWidth, chromaHeight] = [(from.width + 1) >> 1, (from.height + 1) >> 1];
  const luma = from.width * from.height;
  const planes = [
    { from: { offset: 0, width: from.width, height: from.height }, offset: 0, half: 0 },
    { from: { offset: luma, width: chromaWidth, height: chromaHeight }, offset: to.width * to.height, half: 1 },
    {
      from: { offset: luma + chromaWidth * chromaHeight, width: chromaWidth, height: chromaHeight },
      offset: (to.width * to.height * 5) / 4,
      half: 1,
    },
  ];
  for (const { from: source, offset, half } of planes) {
    const place = { x: at.x >> half, y: at.y >> half, width: at.width >> half, height: at.height >> half };
    scalePlane(from.data, source, to.data, offset, to.width >> half, place);
  }
}

interface Plane {
  offset: number;
  width: number;
  height: number;
}

/** Bilinear, in 8 bit fixed point. */
function scalePlane(
  source: Uint8Array,
  plane: Plane,
  target: Uint8Array,
  offset: number,
  stride: number,
  place: Rectangle,
): void {
  if (plane.width === place.width && plane.height === place.height) {
    for (let row = 0; row < place.height; row += 1) {
      const start = plane.offset + row * plane.width;
      target.set(source.subarray(start, start + plane.width), offset + (place.y + row) * stride + place.x);
    }
    return;
  }
  const columns = stepsOf(plane.width, place.width);
  const rows = stepsOf(plane.height, place.height);
  for (let y = 0; y < place.height; y += 1) {
    const row = rows.at[y] as number;
    const [above, below] = [
      plane.offset + row * plane.width,
      plane.offset + Math.min(row + 1, plane.height - 1) * plane.width,
    ];
    const down = rows.part[y] as number;
    let to = offset + (place.y + y) * stride + place.x;
    for (let x = 0; x < place.width; x += 1, to += 1) {
      const left = columns.at[x] as number;
      const right = left + 1 < plane.width ? left + 1 : left;
      const part = columns.part[x] as number;
      const high = (source[above + left] as number) * (256 - part) + (source[above + right] as number) * part;
      const low = (source[below + left] as number) * (256 - part) + (source[below + right] as number) * part;
      target[to] = (high * (256 - down) + low * down) >> 16;
    }
  }
}

/** For each pixel of the target, the source's pixel before it and how far beyond that it lies, in 256ths. */
function stepsOf(source: number, target: number): { at: Int32Array; part: Int32Array } {
  const [at, part] = [new Int32Array(target), new Int32Array(target)];
  for (let index = 0; index < target; index += 1) {
    const exact = Math.max(0, ((index + 0.5) * source) / target - 0.5);
    at[index] = Math.min(Math.floor(exact), source - 1);
    part[index] = Math.round((exact - (at[index] as number)) * 256);
  }
  return { at, part };
}
