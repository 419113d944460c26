// From where a body is seen, and how large, so that it fills the picture.

import { ownPose } from "./keyframe_path.js";
import { add3, cross3, dot3, placeBody, times3, unit3 } from "./kinematics.js";

/**
 * @import { Vec } from "./body_model.js"
 * @import { Camera, Step } from "./keyframe_path.js"
 * @import { Body } from "./kinematics.js"
 */

/**
 * The axes of a camera, and a view: from where a body is seen, the point in the middle of the picture, how many body
 * heights a pixel is there, and the size of the picture in pixels.
 * @typedef {{ back: Vec, right: Vec, up: Vec }} Axes
 * @typedef {{ azimuth: number, elevation: number, middle: Vec, pixel: number, width: number, height: number }} View
 * @typedef {View & Axes} Seen
 */

const ROOM = 0.13; // free space around the body, body heights

/**
 * Camera axes: azimuth from straight ahead of the body to its left, elevation above the floor.
 * @param {number} azimuth
 * @param {number} elevation
 * @returns {Axes}
 */
export function cameraAxes(azimuth, elevation) {
  const a = (azimuth * Math.PI) / 180;
  const e = (elevation * Math.PI) / 180;
  /** @type {Vec} */
  const back = [Math.cos(a) * Math.cos(e), Math.sin(a) * Math.cos(e), Math.sin(e)];
  const right = unit3(cross3([0, 0, 1], back));
  return { back, right, up: cross3(back, right) };
}

/**
 * Rectangle that the body fills, seen from a camera: middle (a point in space) and size, body heights.
 * @param {Body} body
 * @param {number} azimuth
 * @param {number} elevation
 * @returns {{ middle: Vec, width: number, height: number }}
 */
export function frameBody(body, azimuth, elevation) {
  const { right, up, back } = cameraAxes(azimuth, elevation);
  const low = [9, 9, 9];
  const high = [-9, -9, -9];
  for (const { a, b, ra, rb } of body.cones) {
    for (const [p, r] of /** @type {[Vec, number][]} */ ([[a, ra], [b, rb]])) {
      [right, up, back].forEach((axis, i) => {
        low[i] = Math.min(low[i], dot3(p, axis) - r);
        high[i] = Math.max(high[i], dot3(p, axis) + r);
      });
    }
  }
  const mid = low.map((v, i) => (v + high[i]) / 2);
  const middle = add3(add3(times3(right, mid[0]), times3(up, mid[1])), times3(back, mid[2]));
  return { middle, width: high[0] - low[0], height: high[1] - low[1] };
}

/**
 * How to show a body: fills the picture, yet keeps part of the scale of the widest step (`widest`).
 * @param {Body} body
 * @param {Camera} camera
 * @param {number} width
 * @param {number} height
 * @param {number} [widest]
 * @returns {View}
 */
export function fitView(body, [azimuth, elevation], width, height, widest = 0) {
  const frame = frameBody(body, azimuth, elevation);
  const own = Math.max((frame.width + ROOM) / width, (frame.height + ROOM) / height);
  const pixel = widest > own ? own ** 0.6 * widest ** 0.4 : own;
  return { azimuth, elevation, middle: frame.middle, pixel, width, height };
}

/**
 * Size of a pixel, body heights, at which the widest of the steps fits a picture of a size.
 * @param {Step[]} steps
 * @param {string[]} anchor
 * @param {number} width
 * @param {number} height
 * @returns {number}
 */
export function widestStep(steps, anchor, width, height) {
  return Math.max(...steps.map((step) => fitView(placeBody(ownPose(step), anchor), step.camera, width, height).pixel));
}
