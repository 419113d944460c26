// The body model in the page: joint angles -> segments -> round cones, as body/kinematics.py does it.

import { bodyModel } from "./body_model.js";

/** @import { Vec } from "./body_model.js" */

/**
 * Joint angles in degrees, and a body placed by them: a frame is the three axes of a segment; a round cone has a
 * radius at each end.
 * @typedef {Record<string, number>} Angles
 * @typedef {{ core: Angles, left: Angles, right: Angles }} Pose
 * @typedef {[x: Vec, y: Vec, z: Vec]} Frame
 * @typedef {{ a: Vec, b: Vec, ra: number, rb: number }} Round
 * @typedef {Round & { part: string }} Cone
 * @typedef {{ joints: Record<string, Vec>, frames: Record<string, Frame>, cones: Cone[],
 *   at(segment: string, place: Vec): Vec }} Body
 */

/**
 * Groups of the angles of a pose.
 * @type {(keyof Pose)[]}
 */
export const GROUPS = ["core", "left", "right"];
const TURNED = new Set(["yaw", "roll", "lumbar_rot", "lumbar_side", "thor_rot", "neck_rot"]);

/** @type {(a: Vec, b: Vec) => number} */
export const dot3 = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** @type {(a: Vec, b: Vec) => Vec} */
export const add3 = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
/** @type {(a: Vec, b: Vec) => Vec} */
export const sub3 = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
/** @type {(a: Vec, s: number) => Vec} */
export const times3 = (a, s) => [a[0] * s, a[1] * s, a[2] * s];
/** @type {(a: Vec, b: Vec) => Vec} */
export const cross3 = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
/** @type {(a: Vec) => Vec} */
export const unit3 = (a) => times3(a, 1 / Math.hypot(...a));

// A frame is its three axes, each a vector: turning about an own axis mixes the other two.
/** @type {(frame: Frame, axis: string, deg: number) => Frame} */
function turnFrame([x, y, z], axis, deg) {
  const c = Math.cos((deg * Math.PI) / 180);
  const s = Math.sin((deg * Math.PI) / 180);
  /** @type {(a: Vec, b: Vec, p: number, q: number) => Vec} */
  const mix = (a, b, p, q) => add3(times3(a, p), times3(b, q));
  if (axis === "x") return [x, mix(y, z, c, s), mix(y, z, -s, c)];
  if (axis === "y") return [mix(x, z, c, -s), y, mix(x, z, s, c)];
  return [mix(x, y, c, s), mix(x, y, -s, c), z];
}

/** @type {(frame: Frame, v: Vec) => Vec} */
const within = ([x, y, z], v) => add3(add3(times3(x, v[0]), times3(y, v[1])), times3(z, v[2]));

/**
 * The same pose with its sides changed over.
 * @param {Pose} pose
 * @returns {Pose}
 */
export function mirrorPose(pose) {
  const core = Object.fromEntries(Object.entries(pose.core).map(([k, v]) => [k, TURNED.has(k) ? -v : v]));
  return { core, left: pose.right, right: pose.left };
}

/**
 * Name of a segment or part of the other side.
 * @type {(name: string) => string}
 */
export const mirrorName = (name) => name.replace(/[LR]$/, (end) => (end === "L" ? "R" : "L"));

/**
 * The pose at the share t of the way from one to another.
 * @param {Pose} a
 * @param {Pose} b
 * @param {number} t
 * @returns {Pose}
 */
export function mixPose(a, b, t) {
  /** @type {Pose} */
  const mixed = { core: {}, left: {}, right: {} };
  for (const group of GROUPS) {
    for (const joint in a[group]) mixed[group][joint] = a[group][joint] * (1 - t) + b[group][joint] * t;
  }
  return mixed;
}

/**
 * Pose at the share t of the way from one pose through the frames [[t, pose], ...] of a keyframe.
 * @param {Pose} start
 * @param {[t: number, pose: Pose][]} frames
 * @param {number} t
 * @returns {Pose}
 */
export function poseOnTheWay(start, frames, t) {
  let before = start;
  let t0 = 0;
  for (const [t1, pose] of frames) {
    if (t <= t1) return mixPose(before, pose, t1 > t0 ? (t - t0) / (t1 - t0) : 1);
    before = pose;
    t0 = t1;
  }
  return before;
}

/**
 * Place the body: {joints, frames, cones: [{part, a, b, ra, rb}], at(segment, place)}, resting on z = 0.
 * @param {Pose} pose
 * @param {string[]} [anchor]
 * @returns {Body}
 */
export function placeBody(pose, anchor = ["pelvis"]) {
  const model = bodyModel();
  /** @type {Record<string, Vec>} */
  const joints = {};
  /** @type {Record<string, Frame>} */
  const frames = {};
  const deg = { L: { ...pose.core, ...pose.left }, R: { ...pose.core, ...pose.right } };
  for (const [name, { parent, at, from, turns }] of Object.entries(model.segments)) {
    const start = from ?? parent;
    /** @type {Frame} */
    let frame = parent ? frames[parent] : [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    joints[name] = start ? add3(joints[start], within(frames[start], at)) : [0, 0, 0];
    const angles = name.endsWith("R") ? deg.R : deg.L;
    for (const [axis, joint, factor] of turns) {
      frame = turnFrame(frame, axis, factor * (angles[joint] ?? model.rest[joint] ?? 0));
    }
    frames[name] = frame;
  }
  /** @type {(segment: string, place: Vec) => Vec} */
  const put = (segment, place) => add3(joints[segment], within(frames[segment], place));
  const cones = model.cones.map(([part, s, a, ra, e, b, rb]) => ({ part, a: put(s, a), b: put(e, b), ra, rb }));
  const bearing = cones.filter(({ part }) => !model.soft.includes(part));
  const low = Math.min(...bearing.map(({ a, b, ra, rb }) => Math.min(a[2] - ra, b[2] - rb)));
  const middle = times3(anchor.reduce((sum, name) => add3(sum, joints[name]), /** @type {Vec} */ ([0, 0, 0])), 1 / anchor.length);
  /** @type {Vec} */
  const shift = [-middle[0], -middle[1], -low];
  for (const name in joints) joints[name] = add3(joints[name], shift);
  for (const cone of cones) Object.assign(cone, { a: add3(cone.a, shift), b: add3(cone.b, shift) });
  return { joints, frames, cones, at: put };
}
