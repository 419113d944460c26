// The way through the keyframes of a stretch: a position of 2.25 is a quarter of the way from step 3 to step 4.

import { GROUPS, mirrorName, mirrorPose, poseOnTheWay } from "./kinematics.js";

/** @import { Pose } from "./kinematics.js" */

/**
 * A step of a stretch: its name, whether it is the posture held, how far it rocks, and the poses on the way to it,
 * each with its share of the way; the last is its own. A path keeps the segments in place that it is anchored by.
 * @typedef {[azimuth: number, elevation: number]} Camera
 * @typedef {{ name: string, hold: boolean, rock_roll: number, camera: Camera, frames: [t: number, pose: Pose][] }} Step
 * @typedef {{ anchor: string[], steps: Step[] }} Path
 */

/**
 * A path as a player is given it: each pose is one text of angles, in the order of the joints, whose names are texts too.
 * @typedef {Omit<Step, "frames"> & { frames: [t: number, angles: string][] }} PackedStep
 * @typedef {{ anchor: string[], joints: { core: string, limb: string }, steps: PackedStep[] }} PackedPath
 */

/**
 * The path itself.
 * @param {PackedPath} packed
 * @returns {Path}
 */
export function unpackPath({ anchor, joints, steps }) {
  const names = GROUPS.map((group) => (group === "core" ? joints.core : joints.limb).split(" "));
  /** @type {(text: string) => Pose} */
  const pose = (text) => {
    const angles = text.split(" ").map(Number);
    let at = 0;
    const groups = GROUPS.map((group, i) => [group, Object.fromEntries(names[i].map((name) => [name, angles[at++]]))]);
    return /** @type {Pose} */ (Object.fromEntries(groups));
  };
  return { anchor, steps: steps.map((step) => ({ ...step, frames: step.frames.map(([t, text]) => [t, pose(text)]) })) };
}

/**
 * The pose of a step itself.
 * @param {Step} step
 * @returns {Pose}
 */
export const ownPose = ({ frames }) => frames[frames.length - 1][1];

const ROCK_MS = 4000; // once from side to side and back

/**
 * The pose at a position.
 * @param {Step[]} steps
 * @param {number} position
 * @returns {Pose}
 */
export function poseAtPosition(steps, position) {
  const last = Math.min(Math.floor(position), steps.length - 1);
  const start = ownPose(steps[last]);
  return position > last ? poseOnTheWay(start, steps[last + 1].frames, position - last) : start;
}

/**
 * From where the figure is seen at a position.
 * @param {Step[]} steps
 * @param {number} position
 * @returns {Camera}
 */
export function cameraAtPosition(steps, position) {
  const last = Math.min(Math.floor(position), steps.length - 1);
  const next = Math.min(last + 1, steps.length - 1);
  /** @type {(i: 0 | 1) => number} */
  const at = (i) => steps[last].camera[i] + (steps[next].camera[i] - steps[last].camera[i]) * (position - last);
  return [at(0), at(1)];
}

/**
 * What "hamstrings left" is called in the mirror image.
 * @type {(key: string) => string}
 */
export const mirrorKey = (key) => key.replace(/(left|right)$/, (side) => (side === "left" ? "right" : "left"));

/**
 * The same path on the other side, seen from the other side.
 * @param {Path} path
 * @returns {Path}
 */
export function mirrorPath({ anchor, steps }) {
  /** @type {Step[]} */
  const turned = steps.map((step) => ({
    ...step,
    camera: [-step.camera[0], step.camera[1]],
    frames: step.frames.map(([t, pose]) => [t, mirrorPose(pose)]),
  }));
  return { anchor: anchor.map(mirrorName), steps: turned };
}

/**
 * A held pose that is rocked, so many milliseconds after it began.
 * @param {Pose} pose
 * @param {Pick<Step, "rock_roll">} step
 * @param {number} ms
 * @returns {Pose}
 */
export function rockedPose(pose, { rock_roll }, ms) {
  const roll = rock_roll * Math.sin((ms / ROCK_MS) * 2 * Math.PI);
  return { ...pose, core: { ...pose.core, roll: pose.core.roll + roll } };
}
