import UPNG from 'upng-js';

/** A moment of an animation, and how long it shows. */
export interface Frame {
  readonly png: Buffer;
  readonly milliseconds: number;
}

/** Screenshots are few colours in sharp edges: letters stay crisp in these. */
const COLOURS = 64;
/** All frames share these, and what moves looks well in fewer. */
const ANIMATION_COLOURS = 40;

export function encodeStill(png: Buffer): Buffer {
  return encode([{ png, milliseconds: 0 }], COLOURS);
}

/** All frames in one picture (an animated PNG) that starts again at its end. */
export function encodeAnimation(frames: readonly Frame[]): Buffer {
  return encode(frames, ANIMATION_COLOURS);
}

function encode(frames: readonly Frame[], colours: number): Buffer {
  const images = frames.map(({ png }) => UPNG.decode(Uint8Array.from(png).buffer));
  const [first] = images;
  if (!first) throw new Error('A picture needs a frame.');
  const pixels = images.map((image) => UPNG.toRGBA8(image)[0] ?? new ArrayBuffer(0));
  const delays = frames.map(({ milliseconds }) => milliseconds);
  return Buffer.from(UPNG.encode(pixels, first.width, first.height, colours, delays));
}
