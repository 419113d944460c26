// Bones and paths, and the code that draws them: fetched once a page whatever the number of figures, by the first that
// wants them. Most pages never do, and open sooner without.

/**
 * @import { Asset, unpack } from "./asset.js"
 * @import { InsideLayer, newLayer } from "./inside_layer.js"
 */

/**
 * What came, and what asks for it: `newLayer` gives a layer for a figure, or throws where there is no WebGL2.
 * @typedef {{ asset: Asset, newLayer(): InsideLayer }} Inside
 * @typedef {{ asked: number, fetched: number, here?: boolean, inside: Promise<Inside>, arrive(inside: Inside): void }} Shared
 * @typedef {{ default: { unpack: typeof unpack, newLayer: typeof newLayer } }} Code
 */

const PAGE = Symbol.for("stretchbook.inside once"); // widgets are modules of their own, the page is what they share
const PATIENCE_MS = 10000; // after so long without an answer the next one asks anew

/** @returns {Shared} */
function shared() {
  const all = /** @type {{ [PAGE]?: Shared }} */ (globalThis);
  if (!all[PAGE]) {
    /** @type {Shared["arrive"]} */
    let arrive = () => {};
    const inside = new Promise((/** @type {Shared["arrive"]} */ resolve) => { arrive = resolve; });
    all[PAGE] = { asked: -Infinity, fetched: 0, inside, arrive };
  }
  return all[PAGE];
}

/**
 * The inside, once it is there. ask() sends for it and says whether somebody hears.
 * @param {() => unknown} ask
 * @param {number} [now]
 * @returns {Promise<Inside>}
 */
export function askInside(ask, now = performance.now()) {
  const page = shared();
  if (!page.here && now - page.asked > PATIENCE_MS && ask()) page.asked = now;
  return page.inside;
}

/**
 * The kernel's answer: the file, and the code as the text of a module.
 * @param {DataView<ArrayBuffer>[]} answer
 * @returns {Promise<void>}
 */
export async function insideArrived([packed, code]) {
  const page = shared();
  page.fetched += 1;
  if (page.here) return;
  page.here = true;
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  try {
    const { default: { unpack, newLayer } } = /** @type {Code} */ (await import(url));
    const asset = await unpack(packed);
    page.arrive({ asset, newLayer: () => newLayer(asset) });
  } catch (error) {
    page.here = false; // the next one asks anew
    throw error;
  } finally {
    URL.revokeObjectURL(url);
  }
}
