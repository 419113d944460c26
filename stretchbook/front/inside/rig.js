// Moves bones and paths with the body, as body/inside.py does it: the two are tested equal.

import { add3, dot3, placeBody, sub3, times3, unit3 } from "../figure/kinematics.js";

/**
 * @import { Side, Vec } from "../figure/body_model.js"
 * @import { Angles, Body, Pose } from "../figure/kinematics.js"
 * @import { Header, MusclePart, Obstacle, Point } from "./asset.js"
 */

/**
 * A matrix is three rows; a segment is placed by a turn and a shift. `L` and `R` end the names of one side.
 * @typedef {[Vec, Vec, Vec]} Matrix
 * @typedef {{ turn: Matrix, shift: Vec }} Placed
 * @typedef {{ frames: Record<string, Matrix>, joints: Record<string, Vec> }} At
 * @typedef {"L" | "R"} End
 */

/** @type {Pose} */
const BAKED = { core: {}, left: { grip: 0 }, right: { grip: 0 } };
const RISE = 380; // degrees that the scapula turns up for a body height by which the shoulder rises
const ROUNDS = 60;
const INNER = 8;

/** @type {(m: Matrix) => Matrix} */
const flip = ([a, b, c]) => [[a[0], b[0], c[0]], [a[1], b[1], c[1]], [a[2], b[2], c[2]]];
/** @type {(a: Matrix, v: Vec) => Vec} */
const times = (a, v) => [dot3(a[0], v), dot3(a[1], v), dot3(a[2], v)];
/** @type {(a: Matrix, b: Matrix) => Matrix} */
const product = (a, b) => {
  const [x, y, z] = flip(b);
  /** @type {(row: Vec) => Vec} */
  const by = (row) => [dot3(row, x), dot3(row, y), dot3(row, z)];
  return [by(a[0]), by(a[1]), by(a[2])];
};
/** @type {(value: number, most: number) => number} */
const clamp = (value, most) => Math.max(-most, Math.min(most, value));

/** @type {(axis: Vec, deg: number) => Matrix} */
function about([x, y, z], deg) {
  const c = Math.cos((deg * Math.PI) / 180);
  const s = Math.sin((deg * Math.PI) / 180);
  const t = 1 - c;
  return [
    [t * x * x + c, t * x * y - s * z, t * x * z + s * y],
    [t * x * y + s * z, t * y * y + c, t * y * z - s * x],
    [t * x * z - s * y, t * y * z + s * x, t * z * z + c],
  ];
}

/** @type {Matrix} */
const EVEN = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
/** @type {(name: string) => string} */
const rightName = (name) => name.replace(/L$/, "R");
/** @type {(place: Vec, side: Side) => Vec} */
const mirrored = (place, side) => (side === "right" ? [place[0], -place[1], place[2]] : place);
/** @type {(placed: Placed, place: Vec) => Vec} */
const apply = ({ turn, shift }, place) => add3(times(turn, place), shift);
/** @type {(placed: Placed, place: Vec) => Vec} */
const stored = ({ turn, shift }, place) => times(flip(turn), sub3(place, shift)); // undoes apply

/** Bones and paths of an asset, moved with a body. */
export class Rig {
  /** @param {Header} header */
  constructor(header) {
    this.header = header;
    const body = placeBody(BAKED);
    const origin = body.joints.pelvis;
    this.rest = {
      frames: Object.fromEntries(Object.entries(body.frames).map(([name, axes]) => [name, flip(axes)])),
      joints: Object.fromEntries(Object.entries(body.joints).map(([name, place]) => [name, sub3(place, origin)])),
    };
    this.names = { left: header.segments, right: header.segments.map(rightName) };
  }

  // {segment: {turn, shift}} of a body from placeBody, in a pose
  /** @type {(body: Body, pose: Pose) => Record<string, Placed>} */
  place(body, pose) {
    const frames = Object.fromEntries(Object.entries(body.frames).map(([name, axes]) => [name, flip(axes)]));
    const at = { frames, joints: body.joints };
    /** @type {Record<string, Placed>} */
    const placed = {};
    for (const name in frames) placed[name] = this.fromBaked(at, name, name);
    for (const [side, limb] of /** @type {[End, Angles][]} */ ([["L", pose.left], ["R", pose.right]])) {
      placed[`scap${side}`] = this.scapula(at, placed, side);
      placed[`twst${side}`] = this.forearm(at, side, limb.forearm_pro ?? 90);
      placed[`pat${side}`] = this.patella(placed[`thigh${side}`], side, limb.knee_flex ?? 0);
    }
    return placed;
  }

  /** @type {(at: At, frame: string, joint: string, own?: Matrix) => Placed} */
  fromBaked(at, frame, joint, own = EVEN) {
    const turn = product(product(at.frames[frame], own), flip(this.rest.frames[frame]));
    return { turn, shift: sub3(at.joints[joint], times(turn, this.rest.joints[joint])) };
  }

  /** @type {(at: At, side: End, pronation: number) => Placed} */
  forearm(at, side, pronation) {
    const sign = side === "L" ? 1 : -1;
    return this.fromBaked(at, `farm${side}`, `hand${side}`, about([0, 0, 1], (90 - pronation) * sign));
  }

  /** @type {(thigh: Placed, side: End, knee: number) => Placed} */
  patella(thigh, side, knee) {
    const { pivot: left, table } = this.header.patella;
    const pivot = mirrored(left, side === "R" ? "right" : "left");
    let row = 0;
    while (row < table.length - 2 && table[row + 1][0] < knee) row += 1;
    const [from, to] = [table[row], table[row + 1]];
    const share = Math.max(0, Math.min(1, (knee - from[0]) / (to[0] - from[0])));
    const [deg, ahead, up] = [1, 2, 3].map((k) => from[k] + (to[k] - from[k]) * share);
    const own = about([0, 1, 0], deg);
    const shift = sub3(add3(pivot, [ahead, 0, up]), times(own, pivot));
    return { turn: product(thigh.turn, own), shift: add3(times(thigh.turn, shift), thigh.shift) };
  }

  // Hangs on the shoulder joint, turns up with the arm, lies on the ribs.
  /** @type {(at: At, placed: Record<string, Placed>, side: End) => Placed} */
  scapula(at, placed, side) {
    const { rest, header: { scapula: rig } } = this;
    const sign = side === "L" ? 1 : -1;
    const { t6: chest, t11: below } = placed;
    const shoulder = `uarm${side}`;
    const arm = clamp(dot3(flip(at.frames[shoulder])[2], flip(at.frames.t6)[2]), 1);
    const hinge = stored(chest, at.joints[shoulder]);
    const start = rest.joints[shoulder];
    const upward = (0.1 * Math.acos(arm) * 180) / Math.PI + RISE * (hinge[2] - start[2]);
    const up = about([1, 0, 0], upward * sign);
    const [low, high] = rig.heights;
    /** @type {(place: Vec) => number} */
    const outOfRibs = (place) => {
      const [x, y, z] = sub3(place, rest.joints.t6);
      const around = Math.atan2(Math.abs(y), -x);
      const height = Math.max(low, Math.min(high, z)) / high;
      const ribs = rig.ribs.reduce((sum, powers, k) =>
        sum + Math.cos(k * around) * powers.reduceRight((so, one) => so * height + one, 0), 0);
      return Math.hypot(x, y) - ribs;
    };
    /** @type {(place: Vec) => number} */
    const over = (place) => { // looked up where it would be standing: the lower ribs turn with the segment below
      const under = stored(below, apply(chest, place));
      const share = (place[2] - rig.seam[0]) / (rig.seam[1] - rig.seam[0]);
      return outOfRibs(add3(under, times3(sub3(place, under), Math.max(0, Math.min(1, share)))));
    };
    /** @type {(name: "medial" | "lower") => [Vec, number]} */
    const armOf = (name) => {
      const place = mirrored(rig[name], sign > 0 ? "left" : "right");
      return [times(up, sub3(place, start)), outOfRibs(place)];
    };
    const [[medial, medialOver], [lower, lowerOver]] = [armOf("medial"), armOf("lower")];
    const withHinge = (Math.atan2(start[0] * hinge[1] - start[1] * hinge[0],
      start[0] * hinge[0] + start[1] * hinge[1]) * 180) / Math.PI;
    const first = settle((deg) => over(add3(hinge, times(about([0, 0, 1], deg), medial))) - medialOver, withHinge);
    const turned = about([0, 0, 1], first);
    const axis = unit3(times(turned, medial));
    const hanging = times(turned, lower);
    const second = settle((deg) => over(add3(hinge, times(about(axis, deg), hanging))) - lowerOver);
    const turn = product(product(product(chest.turn, about(axis, second)), turned), up);
    return { turn, shift: sub3(at.joints[shoulder], times(turn, start)) };
  }

  // A stored point [x, y, z, segment, segment, weight of the second] in the world.
  /** @type {(placed: Record<string, Placed>, point: Point, side: Side) => Vec} */
  point(placed, [x, y, z, one, other, weight], side) {
    const place = mirrored([x, y, z], side);
    const names = this.names[side];
    const near = apply(placed[names[one]], place);
    return weight ? add3(near, times3(sub3(apply(placed[names[other]], place), near), weight)) : near;
  }

  // The line of pull of one part of a muscle.
  /** @type {(placed: Record<string, Placed>, part: MusclePart, side: Side) => Vec[]} */
  path(placed, part, side) {
    /** @type {Vec[]} */
    const line = [];
    part.points.forEach((one, i) => {
      const end = this.point(placed, one, side);
      const obstacle = i ? part.round[i - 1] : null;
      if (obstacle) line.push(...this.around(placed, obstacle, line[line.length - 1], end, side));
      line.push(end);
    });
    return line;
  }

  /** @type {(placed: Record<string, Placed>, obstacle: Obstacle, start: Vec, end: Vec, side: Side) => Vec[]} */
  around(placed, obstacle, start, end, side) {
    const segment = placed[this.names[side][obstacle.segment]];
    const centre = apply(segment, mirrored(obstacle.centre, side));
    /** @type {Vec} */
    const axis = obstacle.axis ? times(segment.turn, mirrored(obstacle.axis, side)) : [0, 0, 0];
    const { radius } = obstacle;
    /** @type {(place: Vec) => Vec} */
    const across = (place) => {
      const off = sub3(place, centre);
      return sub3(off, times3(axis, dot3(off, axis)));
    };
    /** @type {(share: number) => Vec} */
    const between = (share) => add3(start, times3(sub3(end, start), share));
    let [closest, least] = [across(start), Infinity];
    for (let k = 0; k <= 24; k += 1) {
      const off = across(between(k / 24));
      const away = Math.hypot(...off);
      if (away < least) [closest, least] = [off, away];
    }
    const beside = obstacle.side ? unit3(across(apply(segment, mirrored(obstacle.side, side)))) : null;
    const line = Array.from({ length: INNER + 2 }, (_, k) => between(k / (INNER + 1)));
    if (least >= radius && (!beside || dot3(closest, beside) >= 0)) return line.slice(1, -1);
    if (beside) {
      const out = Math.max(0, radius - dot3(closest, beside)) * 1.05;
      line.forEach((place, k) => { line[k] = add3(place, times3(beside, out * Math.sin((Math.PI * k) / (INNER + 1)))); });
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = line.slice();
      for (let k = 1; k <= INNER; k += 1) {
        const place = times3(add3(add3(before[k - 1], before[k + 1]), times3(before[k], 2)), 0.25);
        const off = across(place);
        const deep = Math.hypot(...off);
        line[k] = deep < radius ? add3(place, times3(off, radius / Math.max(deep, 1e-6) - 1)) : place;
      }
    }
    return line.slice(1, -1);
  }
}

// The angle at which `off` is 0, by eight small steps of Newton's; degrees.
/** @type {(off: (deg: number) => number, begin?: number) => number} */
function settle(off, begin = 0) {
  let deg = begin;
  for (let step = 0; step < 8; step += 1) {
    const here = off(deg);
    const slope = (off(deg + 0.5) - here) / 0.5;
    deg = clamp(deg + (Math.abs(slope) > 1e-4 ? clamp(-here / slope, 12) : 0), 55);
  }
  return deg;
}
