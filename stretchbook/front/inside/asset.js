// Bones and paths, fetched once a page whatever the number of figures: the first that wants them asks for them.

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

/**
 * @typedef {{ asked: number, fetched: number, here?: boolean, asset: Promise<Asset>, arrive(asset: Asset): void }} Shared
 */

const PAGE = Symbol.for("stretchbook.inside"); // widgets are modules of their own, the page is what they share
const PATIENCE_MS = 10000; // after so long without an answer the next one asks anew

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

/** @returns {Shared} */
function shared() {
  const all = /** @type {{ [PAGE]?: Shared }} */ (globalThis);
  if (!all[PAGE]) {
    /** @type {Shared["arrive"]} */
    let arrive = () => {};
    const asset = new Promise((/** @type {Shared["arrive"]} */ resolve) => { arrive = resolve; });
    all[PAGE] = { asked: -Infinity, fetched: 0, asset, arrive };
  }
  return all[PAGE];
}

/**
 * The asset, once it is there. ask() sends for it and says whether somebody hears.
 * @param {() => unknown} ask
 * @param {number} [now]
 * @returns {Promise<Asset>}
 */
export function insideAsset(ask, now = performance.now()) {
  const page = shared();
  if (!page.here && now - page.asked > PATIENCE_MS && ask()) page.asked = now;
  return page.asset;
}

/**
 * The kernel's answer.
 * @param {BufferSource} packed
 * @returns {Promise<void>}
 */
export async function insideArrived(packed) {
  const page = shared();
  page.fetched += 1;
  if (page.here) return;
  page.here = true;
  page.arrive(await unpack(packed));
}
