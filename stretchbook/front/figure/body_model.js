// The body model as body/model.json has it, with its right side added as body/kinematics.py does it.

import file from "../../body/model.json" with { type: "json" };

/**
 * The body at rest, in body heights. Of a segment: where it begins in the frame of its parent, and how it turns;
 * of a cone and of a piece of a patch: segment, place and radius at both ends.
 * @typedef {"left" | "right"} Side
 * @typedef {[x: number, y: number, z: number]} Vec
 * @typedef {[axis: string, joint: string, factor: number]} Turn
 * @typedef {{ parent: string | null, at: Vec, from?: string, turns: Turn[] }} Segment
 * @typedef {[part: string, from: string, a: Vec, ra: number, to: string, b: Vec, rb: number]} ModelCone
 * @typedef {[from: string, a: Vec, ra: number, to: string, b: Vec, rb: number]} Piece
 * @typedef {{ name: string, side: Side, on: string[], cones: Piece[] }} Patch
 * @typedef {{ melt: number, joins: [joint: string, melt: number, reach: number] | null }} Part
 * @typedef {{ segments: Record<string, Segment>, points: Record<string, [string, Vec]>, parts: Record<string, Part>,
 *   cones: ModelCone[], patches: Patch[], areas: Patch[], rest: Record<string, number>, soft: string[] }} Model
 */

/**
 * The left side and the middle, as the file has them.
 * @typedef {Omit<Model, "patches" | "areas"> & Record<"patches" | "areas", Record<string, [on: string, ...Piece[]]>>} Half
 */

/** @type {Side[]} */
const SIDES = ["left", "right"];
const half = /** @type {Half} */ (/** @type {unknown} */ (file));

/** @type {(list: (number | string)[]) => boolean} */
const isPlace = (list) => list.length === 3 && list.every((one) => typeof one === "number");
/** @type {(list: (number | string)[]) => boolean} */
const isTurn = (list) => list.length === 3 && ["x", "y", "z"].includes(String(list[0]));

/**
 * Mirrors names and places of one entry.
 * @template T
 * @param {T} entry
 * @returns {T}
 */
const flip = (entry) => /** @type {T} */ (flipped(entry));

/** @type {(entry: any) => unknown} */
function flipped(entry) {
  if (typeof entry === "string") return entry.replace(/L$/, "R");
  if (Array.isArray(entry)) {
    if (isPlace(entry)) return [entry[0], -entry[1], entry[2]];
    if (isTurn(entry)) return [entry[0], entry[1], entry[2] * (entry[0] === "y" ? 1 : -1)];
    return entry.map(flipped);
  }
  if (entry === null || typeof entry !== "object") return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, flipped(value)]));
}

/**
 * @template T
 * @param {Record<string, T>} table
 * @returns {Record<string, T>}
 */
const withRight = (table) => Object.fromEntries(Object.entries(table).flatMap(([key, entry]) =>
  (key.endsWith("L") ? [[key, entry], [flip(key), flip(entry)]] : [[key, entry]])));

// a cone of the middle, or from side to side, is its own mirror image
/** @type {(cone: ModelCone) => ModelCone[]} */
function bothCones(cone) {
  const other = flip(cone);
  /** @type {(i: number, j?: number) => boolean} */
  const same = (i, j = i) => String(cone[i]) === String(other[j]);
  const central = [1, 2, 4, 5].every((i) => same(i));
  return central || (same(1, 4) && same(2, 5)) ? [cone] : [cone, other];
}

/** @type {(table: Record<string, [on: string, ...Piece[]]>) => Patch[]} */
const bothSides = (table) => Object.entries(table).flatMap(([name, [on, ...cones]]) =>
  SIDES.map((side) => ({ name, side, on: on.split(" "), cones: side === "left" ? cones : flip(cones) })));

/** @type {Model | undefined} */
let whole;

/**
 * The whole body; its right side is made when it is first needed.
 * @returns {Model}
 */
export function bodyModel() {
  return whole ??= {
    ...half,
    segments: withRight(half.segments),
    points: withRight(half.points),
    parts: withRight(half.parts),
    cones: half.cones.flatMap(bothCones),
    patches: bothSides(half.patches),
    areas: bothSides(half.areas),
  };
}
