// Bones and paths, fetched once a page whatever the number of figures: the first that wants them asks for them.

const PAGE = Symbol.for("stretchbook.inside"); // widgets are modules of their own, the page is what they share
const PATIENCE_MS = 10000; // after so long without an answer the next one asks anew

const padded = (bytes) => Math.ceil(bytes / 4) * 4;

// The file that data/make_inside.py writes, as it is read: {header, places, on, faces}.
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

function shared() {
  if (!globalThis[PAGE]) {
    const page = globalThis[PAGE] = { asked: -Infinity, fetched: 0 };
    page.asset = new Promise((resolve) => { page.arrive = resolve; });
  }
  return globalThis[PAGE];
}

// The asset, once it is there. ask() sends for it and says whether somebody hears.
export function insideAsset(ask, now = performance.now()) {
  const page = shared();
  if (!page.here && now - page.asked > PATIENCE_MS && ask()) page.asked = now;
  return page.asset;
}

// The kernel's answer.
export async function insideArrived(packed) {
  const page = shared();
  page.fetched += 1;
  if (page.here) return;
  page.here = true;
  page.arrive(await unpack(packed));
}
