// The body model as body/model.json has it, with its right side added as body/kinematics.py does it.

import half from "../../body/model.json" with { type: "json" };

const isPlace = (list) => list.length === 3 && list.every((one) => typeof one === "number");
const isTurn = (list) => list.length === 3 && ["x", "y", "z"].includes(list[0]);

// mirror names and places of one entry
function flip(entry) {
  if (typeof entry === "string") return entry.replace(/L$/, "R");
  if (Array.isArray(entry)) {
    if (isPlace(entry)) return [entry[0], -entry[1], entry[2]];
    if (isTurn(entry)) return [entry[0], entry[1], entry[2] * (entry[0] === "y" ? 1 : -1)];
    return entry.map(flip);
  }
  if (entry === null || typeof entry !== "object") return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, flip(value)]));
}

const withRight = (table) => Object.fromEntries(Object.entries(table).flatMap(([key, entry]) =>
  (key.endsWith("L") ? [[key, entry], [flip(key), flip(entry)]] : [[key, entry]])));

// a cone of the middle, or from side to side, is its own mirror image
function bothCones(cone) {
  const other = flip(cone);
  const same = (i, j = i) => String(cone[i]) === String(other[j]);
  const central = [1, 2, 4, 5].every((i) => same(i));
  return central || (same(1, 4) && same(2, 5)) ? [cone] : [cone, other];
}

const bothSides = (table) => Object.entries(table).flatMap(([name, [on, ...cones]]) =>
  ["left", "right"].map((side) => ({ name, side, on: on.split(" "), cones: side === "left" ? cones : flip(cones) })));

export const MODEL = {
  ...half,
  segments: withRight(half.segments),
  points: withRight(half.points),
  parts: withRight(half.parts),
  cones: half.cones.flatMap(bothCones),
  patches: bothSides(half.patches),
  areas: bothSides(half.areas),
};
