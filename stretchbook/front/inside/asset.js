// Bones and paths as they are read from the file that the kernel sends.

/** @import { Vec } from "../figure/body_model.js" */

/**
 * What the header says: a point is x, y, z, the numbers of two segments and the weight of the second; `round` has,
 * for each point after the first, what the line is wound round before it.
 * @typedef {[x: number, y: number, z: number, one: number, other: number, weight: number]} Point
 * @typedef {{ segment: number, centre: Vec, axis: Vec | null, side: Vec | null, radius: number }} Obstacle
 * @typedef {{ points: Point[], round: (Obstacle | null)[] }} MusclePart
 * @typedef {{ radius: number, sheet: number, parts: MusclePart[] }} Muscle
 * @typedef {{ faces: number, first: number, count: number, central: boolean }} Bone
 * @typedef {{ heights: [number, number], ribs: number[][], seam: [number, number], medial: Vec, lower: Vec }} ScapulaRig
 * @typedef {{ vertices: number, faces: number, unit: number, segments: string[], bones: Bone[],
 *   muscles: Record<string, Muscle>, patella: { pivot: Vec, table: number[][] }, scapula: ScapulaRig }} Header
 * @typedef {{ header: Header, places: Int16Array, on: Uint8Array, faces: Uint16Array }} Asset
 */

/** @type {(bytes: number) => number} */
const padded = (bytes) => Math.ceil(bytes / 4) * 4;

/**
 * The file that data/make_inside.py writes, as it is read: {header, places, on, faces}.
 * @param {BufferSource} packed
 * @returns {Promise<Asset>}
 */
export async function unpack(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const raw = await new Response(stream).arrayBuffer();
  const length = new Uint32Array(raw, 0, 1)[0];
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(raw, 4, length)));
  const count = header.vertices * 3;
  let at = 4 + length;
  const places = new Int16Array(raw, at, count);
  at += padded(count * 2);
  const on = new Uint8Array(raw, at, count);
  at += padded(count);
  return { header, places, on, faces: new Uint16Array(raw, at, header.faces * 3) };
}
