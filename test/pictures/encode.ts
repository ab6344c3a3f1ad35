import sharp from 'sharp';

/** A moment of an animation, and how long it shows. */
export interface Frame {
  readonly png: Buffer;
  readonly milliseconds: number;
}

// Screenshots are few colours in sharp edges: this keeps letters crisp, in fewer bytes than a lossy picture has.
const CRISP = { nearLossless: true, quality: 40, effort: 6 } as const;

export function encodeStill(png: Buffer): Promise<Buffer> {
  return sharp(png).removeAlpha().webp(CRISP).toBuffer();
}

/** All frames in one picture that starts again at its end. */
export function encodeAnimation(frames: readonly Frame[]): Promise<Buffer> {
  const pictures = frames.map(({ png }) => png);
  const delay = frames.map(({ milliseconds }) => milliseconds);
  return sharp(pictures, { join: { animated: true } })
    .removeAlpha()
    .webp({ ...CRISP, delay, loop: 0, minSize: true })
    .toBuffer();
}
