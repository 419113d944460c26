// The way through the keyframes of a stretch: a position of 2.25 is a quarter of the way from step 3 to step 4.

import { mirrorName, mirrorPose, poseOnTheWay } from "./kinematics.js";

const ROCK_MS = 4000; // once from side to side and back

export function poseAtPosition(steps, position) {
  const last = Math.min(Math.floor(position), steps.length - 1);
  const start = steps[last].frames.at(-1)[1];
  return position > last ? poseOnTheWay(start, steps[last + 1].frames, position - last) : start;
}

export function cameraAtPosition(steps, position) {
  const last = Math.min(Math.floor(position), steps.length - 1);
  const next = Math.min(last + 1, steps.length - 1);
  return [0, 1].map((i) => steps[last].camera[i] + (steps[next].camera[i] - steps[last].camera[i]) * (position - last));
}

// "hamstrings left" as it is called in the mirror image
export const mirrorKey = (key) => key.replace(/(left|right)$/, (side) => (side === "left" ? "right" : "left"));

export function mirrorPath({ anchor, steps }) {
  const turned = steps.map((step) => ({
    ...step,
    camera: [-step.camera[0], step.camera[1]],
    frames: step.frames.map(([t, pose]) => [t, mirrorPose(pose)]),
  }));
  return { anchor: anchor.map(mirrorName), steps: turned };
}

// A held pose that is rocked, so many milliseconds after it began.
export function rockedPose(pose, { rock_roll }, ms) {
  const roll = rock_roll * Math.sin((ms / ROCK_MS) * 2 * Math.PI);
  return { ...pose, core: { ...pose.core, roll: pose.core.roll + roll } };
}
