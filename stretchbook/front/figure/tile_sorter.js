// Sorts a placed body into the tiles of the picture, so that each tile draws only what can reach it.

import { bodyModel } from "./body_model.js";
import { dot3, sub3, times3 } from "./kinematics.js";
import { TILE } from "./shaders.js";

/**
 * @import { Patch, Vec } from "./body_model.js"
 * @import { Body, Cone, Round } from "./kinematics.js"
 * @import { Seen } from "./camera.js"
 */

/**
 * A patch on a placed body: `on` has a bit for each kind of part that it may lie on.
 * @typedef {{ number: number, tint: number | null, on: number, cones: Round[] }} PlacedPatch
 * @typedef {{ parts: Record<string, Cone[]>, patches: { cone: Round, patch: PlacedPatch }[], near: number, far: number }} Bin
 */

/** From the eye to the middle of the body, in body heights. */
export const AWAY = 3.4;
const SHADE_REACH = 0.017; // a cone this near still darkens a pixel
/** @type {Record<string, number>} */
const KIND = { torso: 0, pelvis: 1, neck: 2, head: 3, hair: 4, thigh: 5, shank: 6, foot: 7, uarm: 8, farm: 9, hand: 10 };
const ORDER = ["torso", "pelvis", "neck", "head", "hair", "thighL", "shankL", "footL", "thighR", "shankR", "footR",
  "uarmL", "farmL", "handL", "uarmR", "farmR", "handR"];

/** @type {(part: string) => number} */
const partKind = (part) => KIND[part.replace(/[LR]$/, "")];

// What makes clothes end: a plane (normal, offset) for each part, and the head's frame for the face.
/** @type {(body: Body, origin: Vec) => Record<string, number[]>} */
function clothPlanes(body, origin) {
  /** @type {Record<string, number[]>} */
  const planes = {};
  /** @type {(part: string, segment: string, place: Vec, axis: 0 | 1 | 2, sign?: number) => void} */
  const put = (part, segment, place, axis, sign = 1) => {
    const normal = times3(body.frames[segment][axis], sign);
    planes[part] = [...normal, dot3(normal, from(origin, body.at(segment, place)))];
  };
  planes.torso = [...from(origin, body.at("c7", [0.012, 0, 0.014])), 0.05]; // the neckline: a ball
  put("pelvis", "pelvis", [0, 0, 0.036], 2);
  for (const s of "LR") {
    put(`uarm${s}`, `uarm${s}`, [0, 0, -0.092], 2, -1);
    put(`shank${s}`, `shank${s}`, [0, 0, -0.195], 2, -1);
  }
  return planes;
}

// Two shares of 1 (-1 to 1) in one whole number, as unpackSnorm2x16 reads them.
/** @type {(a: number, b: number) => number} */
const two = (a, b) => ((Math.round(a * 32767) & 65535) | (Math.round(b * 32767) << 16)) >>> 0;

/**
 * Moves places so that the pelvis is at the origin.
 * @type {(origin: Vec, place: Vec) => Vec}
 */
export const from = (origin, place) => [place[0] - origin[0], place[1] - origin[1], place[2] - origin[2]];

/**
 * A cone as one item of the list.
 * @param {Round} cone
 * @param {Vec} origin
 * @returns {number[]}
 */
export function packCone({ a, b, ra, rb }, origin) {
  const [x, y, z] = from(origin, a);
  return [two(x, y), two(z, ra), two(b[0] - a[0], b[1] - a[1]), two(b[2] - a[2], rb - ra)];
}

/**
 * Lists, for each tile of the picture that the body can touch, the cones and patches that reach it.
 * @param {Seen} view
 * @param {Vec} origin
 * @param {Body} body
 * @param {PlacedPatch[]} patches
 * @param {number} [hover] number of the patch lit
 * @returns {{ items: number[], tiles: number[] }}
 */
export function sortIntoTiles({ right, up, back, middle, pixel, width, height }, origin, body, patches, hover) {
  /** @type {(patch: PlacedPatch) => boolean} */
  const isShown = ({ number, tint }) => tint !== null || number === hover;
  const { parts: known } = bodyModel();
  const columns = Math.ceil(width / TILE);
  /** @type {Map<number, Bin>} */
  const bins = new Map();
  /** @type {(p: Vec) => [x: number, y: number, size: number, depth: number]} */
  const project = (p) => {
    const q = sub3(p, middle);
    const z = dot3(q, back);
    const w = AWAY / (AWAY - z) / pixel;
    return [width / 2 + dot3(q, right) * w, height / 2 + dot3(q, up) * w, w, z];
  };
  /** @type {(cone: Round, reach: number, add: (key: number, span: [near: number, far: number]) => void) => void} */
  const spread = (cone, reach, add) => {
    const [ax, ay, aw, az] = project(cone.a);
    const [bx, by, bw, bz] = project(cone.b);
    const r = Math.max(cone.ra, cone.rb);
    const far = (r + reach) * Math.max(aw, bw) * 1.03;
    /** @type {[number, number]} */
    const span = [Math.max(az, bz) + r, Math.min(az, bz) - r];
    const dx = bx - ax;
    const dy = by - ay;
    const l2 = Math.max(dx * dx + dy * dy, 1e-6);
    const half = TILE * Math.SQRT1_2;
    const x1 = Math.min(columns - 1, Math.floor((Math.max(ax, bx) + far) / TILE));
    const y1 = Math.min(Math.ceil(height / TILE) - 1, Math.floor((Math.max(ay, by) + far) / TILE));
    for (let ty = Math.max(0, Math.floor((Math.min(ay, by) - far) / TILE)); ty <= y1; ty++) {
      for (let tx = Math.max(0, Math.floor((Math.min(ax, bx) - far) / TILE)); tx <= x1; tx++) {
        const cx = (tx + 0.5) * TILE - ax;
        const cy = (ty + 0.5) * TILE - ay;
        const h = Math.min(1, Math.max(0, (cx * dx + cy * dy) / l2));
        if (Math.hypot(cx - dx * h, cy - dy * h) < far + half) add(ty * columns + tx, span);
      }
    }
  };
  for (const cone of body.cones) {
    const { melt, joins } = known[cone.part];
    const shade = melt > 0.015 ? SHADE_REACH : 0.6 * SHADE_REACH; // small parts cast small shade
    const reach = Math.max(shade, 0.75 * melt, joins ? 0.6 * joins[1] : 0);
    spread(cone, reach, (key, [near, far]) => {
      /** @type {Bin} */
      const bin = bins.get(key) ?? { parts: {}, patches: [], near: -9, far: 9 };
      bins.set(key, bin);
      (bin.parts[cone.part] ??= []).push(cone);
      bin.near = Math.max(bin.near, near);
      bin.far = Math.min(bin.far, far);
    });
  }
  for (const patch of patches) {
    for (const cone of patch.cones) spread(cone, 0.003, (key) => bins.get(key)?.patches.push({ cone, patch }));
  }
  const planes = clothPlanes(body, origin);
  const packed = new Map(body.cones.map((cone) => [cone, packCone(cone, origin)]));
  /** @type {number[]} */
  const items = [];
  /** @type {number[]} */
  const tiles = [];
  for (const [key, bin] of bins) {
    const start = items.length / 4;
    const parts = ORDER.filter((part) => bin.parts[part]);
    for (const part of parts) {
      const { melt, joins } = known[part];
      const cones = bin.parts[part];
      const [x, y, z] = joins ? from(origin, body.joints[joins[0]]) : [0, 0, 0];
      const [k, reach] = joins ? [joins[1], Math.min(1, 2.4 * joins[2])] : [0, 1];
      items.push(two(x, y), two(z, reach), two(k, melt), cones.length | (partKind(part) << 8));
      const plane = planes[part] ?? [0, 0, 0, -1];
      items.push(two(plane[0], plane[1]), two(plane[2], 0), two(plane[3], 0), 0);
      for (const cone of cones) items.push(.../** @type {number[]} */ (packed.get(cone)));
    }
    const shown = bin.patches.filter(({ patch }) => isShown(patch)); // first: the others matter to picking only
    for (const { cone, patch } of [...shown, ...bin.patches.filter(({ patch }) => !isShown(patch))]) {
      const tint = patch.tint === null ? 0 : Math.round(1000 + 1000 * patch.tint);
      items.push(...packCone(cone, origin), tint, patch.number, patch.on, 0);
    }
    tiles.push((key % columns) * TILE, Math.floor(key / columns) * TILE, start, parts.length);
    tiles.push(AWAY - bin.near - 0.02, AWAY - bin.far + 0.02, shown.length, bin.patches.length);
  }
  return { items, tiles };
}

/**
 * The patches of one table of the model on a placed body; `tints` gives each number's tint, 0 to 1.
 * @param {Body} body
 * @param {Patch[]} table
 * @param {Record<string, number>} [tints]
 * @returns {PlacedPatch[]}
 */
export function placePatches(body, table, tints = {}) {
  return table.map(({ name, side, on, cones }, i) => ({
    number: i + 1,
    tint: tints[`${name} ${side}`] ?? null,
    on: on.reduce((mask, part) => mask | (1 << KIND[part]), 0),
    cones: cones.map(([s, a, ra, e, b, rb]) => ({ a: body.at(s, a), b: body.at(e, b), ra, rb })),
  }));
}
