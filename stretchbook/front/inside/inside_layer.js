// What stands in the glass body: bones, moved in the graphics card, and muscles round their paths.

import { add3, dot3, sub3, times3 } from "../figure/kinematics.js";
import { cameraAxes } from "../figure/camera.js";
import { programOf } from "../figure/surface.js";
import { AWAY } from "../figure/tile_sorter.js";
import { tag } from "../shared/dom.js";
import { BONE_VERTEX, INSIDE_FRAGMENT, MUSCLE_VERTEX } from "./inside_shaders.js";
import { MuscleMesh, SIZE } from "./muscle_mesh.js";
import { Rig } from "./rig.js";

/**
 * @import { Side, Vec } from "../figure/body_model.js"
 * @import { Seen, View } from "../figure/camera.js"
 * @import { Body, Pose } from "../figure/kinematics.js"
 * @import { Program } from "../figure/surface.js"
 * @import { Asset } from "./asset.js"
 * @import { Placed } from "./rig.js"
 */

/**
 * How the inside looks, by "muscle side": places in their own range, 0 to 1, which are tinted; those shown (null for
 * all), the one pointed out, and the one that is alone with its bones.
 * @typedef {{ places: Record<string, number>, shown: Set<string> | null, pointed: string | null,
 *   alone: string | null }} InsideLook
 * @typedef {[x: number, y: number, depth: number, reach: number]} Spot
 * @typedef {{ side: Side | "both", segments: Set<number>, from: number, count: number }} BoneRange
 */

/** @type {Vec} */
const GREY = [0.6, 0.59, 0.58]; // no number, or not longer than standing
/** @type {Vec} */
const POINTED = [0.16, 0.45, 0.85];
const REACH = 7; // pixels beside a muscle that still mean it

/** @type {(low: number, high: number, x: number) => number} */
const smooth = (low, high, x) => {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
};
/** @type {(a: Vec, b: Vec, share: number) => Vec} */
const mix = (a, b, share) => add3(times3(a, 1 - share), times3(b, share));

/**
 * The same as heat() of the skin's shader.
 * @type {(t: number) => Vec}
 */
export const heat = (t) => mix(mix([0.98, 0.93, 0.76], [0.98, 0.7, 0.26], smooth(0, 0.5, t)), [0.8, 0.17, 0.13],
  smooth(0.45, 1, t));

/**
 * A layer to stand under the skin of a figure; an error where there is no WebGL2.
 * @type {(asset: Asset) => InsideLayer}
 */
export const newLayer = (asset) =>
  new InsideLayer(tag("canvas.sb-figure-canvas.sb-figure-inside", { "aria-hidden": "true" }), asset);

/** Bones and muscles on a canvas of their own, under the skin's. */
export class InsideLayer {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Asset} asset
   */
  constructor(canvas, asset) {
    const gl = canvas.getContext("webgl2", { alpha: true, antialias: true, depth: true, preserveDrawingBuffer: true });
    if (!gl) throw new Error("no WebGL2");
    this.gl = gl;
    this.canvas = canvas;
    this.asset = asset;
    this.rig = new Rig(asset.header);
    this.prepare();
  }

  prepare() {
    const { gl } = this;
    const surface = { gl, canvas: this.canvas, programs: new Map() };
    const made = (/** @type {string} */ vertex) => programOf(surface, vertex, INSIDE_FRAGMENT);
    /** @type {Record<"bones" | "muscles", Program>} */
    this.programs = { bones: made(BONE_VERTEX), muscles: made(MUSCLE_VERTEX) };
    /** @type {WebGLVertexArrayObject} */
    this.boneArray = gl.createVertexArray();
    /** @type {WebGLVertexArrayObject} */
    this.muscleArray = gl.createVertexArray();
    /** @type {WebGLBuffer} */
    this.vertexBuffer = gl.createBuffer();
    /** @type {WebGLBuffer} */
    this.indexBuffer = gl.createBuffer();
    gl.bindVertexArray(this.muscleArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.vertexBuffer);
    for (const i of [0, 1, 2]) {
      gl.enableVertexAttribArray(i);
      gl.vertexAttribPointer(i, 3, gl.FLOAT, false, SIZE * 4, 12 * i);
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.indexBuffer);
    this.loadBones();
  }

  // The left side as it is stored, the right one as its mirror image; `ranges` says which triangles are which bone.
  loadBones() {
    const { gl, asset: { header, places, on, faces } } = this;
    const { vertices: count, segments: { length: kinds } } = header;
    const place = new Float32Array(count * 6);
    const carry = new Uint8Array(count * 8);
    for (let i = 0; i < count * 3; i += 1) {
      place[i] = places[i] * header.unit;
      place[count * 3 + i] = place[i] * (i % 3 === 1 ? -1 : 1);
    }
    for (let i = 0; i < count; i += 1) {
      const [one, other, weight] = on.subarray(i * 3, i * 3 + 3);
      carry.set([one, other, weight, 0], i * 4);
      carry.set([one + kinds, other + kinds, weight, 0], (count + i) * 4);
    }
    /** @type {number[]} */
    const index = [];
    /** @type {BoneRange[]} */
    this.ranges = [];
    for (const side of /** @type {Side[]} */ (["left", "right"])) {
      let first = 0;
      for (const bone of header.bones) {
        const own = faces.subarray(first * 3, (first + bone.faces) * 3);
        first += bone.faces;
        if (bone.central && side === "right") continue;
        const segments = new Set(on.subarray(bone.first * 3, (bone.first + bone.count) * 3)
          .filter((_, i) => i % 3 === 0));
        this.ranges.push({ side: bone.central ? "both" : side, segments, from: index.length, count: own.length });
        for (let i = 0; i < own.length; i += 3) {
          const [a, b, c] = own.subarray(i, i + 3);
          if (side === "left") index.push(a, b, c);
          else index.push(a + count, c + count, b + count);
        }
      }
    }
    /** @type {(at: number, size: number, data: AllowSharedBufferSource, whole: boolean) => void} */
    const put = (at, size, data, whole) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(at);
      if (whole) gl.vertexAttribIPointer(at, size, gl.UNSIGNED_BYTE, 0, 0);
      else gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0);
    };
    gl.bindVertexArray(this.boneArray);
    put(0, 3, place, false);
    put(1, 3, normals(place, index), false);
    put(2, 4, carry, true);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, new Uint32Array(index), gl.STATIC_DRAW);
    /** @type {number} */
    this.boneCount = index.length;
  }

  // body: from placeBody, in `pose`. look: places {"muscle side": 0..1, tinted}, shown (a Set of "muscle side", or
  // null for all), pointed ("muscle side"), alone ("muscle side": only this and its bones).
  /** @type {(body: Body, pose: Pose, view: View, look: InsideLook) => void} */
  draw(body, pose, view, look) {
    const { gl, canvas } = this;
    if (gl.isContextLost()) return;
    const { width, height } = view;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    /** @type {Seen | undefined} */
    const seen = this.view = { ...view, ...cameraAxes(view.azimuth, view.elevation) };
    if (body !== this.body) {
      /** @type {Body | undefined} */
      this.body = body;
      /** @type {Record<string, Placed>} */
      this.placed = this.rig.place(body, pose);
      /** @type {Map<string, Vec[][]>} */
      this.lines = new Map();
    }
    this.fillMuscles(look);
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    this.drawBones(look, seen);
    this.useCamera(this.programs.muscles, seen);
    gl.bindVertexArray(this.muscleArray);
    gl.drawElements(gl.TRIANGLES, this.muscleCount, gl.UNSIGNED_INT, 0);
  }

  // The lines of one muscle and side, reckoned once a pose.
  /** @type {(key: string) => Vec[][]} */
  linesOf(key) {
    const known = this.lines.get(key);
    if (known) return known;
    const [muscle, side] = key.split(" ");
    const { parts } = this.asset.header.muscles[muscle];
    const lines = parts.map((part) => this.rig.path(this.placed, part, /** @type {Side} */ (side)));
    this.lines.set(key, lines);
    return lines;
  }

  /** @type {(look: InsideLook) => string[]} */
  keys({ shown, alone }) {
    const all = Object.keys(this.asset.header.muscles).flatMap((name) => [`${name} left`, `${name} right`]);
    return alone ? all.filter((key) => key === alone) : all.filter((key) => !shown || shown.has(key));
  }

  /** @type {(look: InsideLook) => void} */
  fillMuscles(look) {
    const { gl } = this;
    const mesh = new MuscleMesh();
    /** @type {string[] | undefined} */
    this.drawn = this.keys(look);
    for (const key of this.drawn) {
      const { radius, sheet } = this.asset.header.muscles[key.split(" ")[0]];
      const place = look.places[key];
      const own = place === undefined ? GREY : heat(place);
      const colour = key === look.pointed ? mix(own, POINTED, 0.6) : own;
      const lines = this.linesOf(key);
      if (sheet && lines.length > 2) mesh.sheet(lines, sheet, colour);
      else for (const line of lines) mesh.spindle(line, radius, colour);
      if (key !== look.alone) continue;
      for (const line of lines) { // the line of pull, and where it is attached
        for (const end of [line[0], line[line.length - 1]]) mesh.spindle([sub3(end, [0, 0, 0.009]), end, sub3(end, [0, 0, -0.009])], 0.009, POINTED, 0);
        mesh.spindle(line, 0.0022, POINTED, 1);
      }
    }
    gl.bindVertexArray(this.muscleArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.vertexBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(mesh.vertices), gl.DYNAMIC_DRAW);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, new Uint32Array(mesh.indices), gl.DYNAMIC_DRAW);
    /** @type {number} */
    this.muscleCount = mesh.indices.length;
  }

  /** @type {(look: InsideLook, seen: Seen) => void} */
  drawBones({ alone }, seen) {
    const { gl, rig, placed } = this;
    const rows = [...rig.names.left, ...rig.names.right].flatMap((name) => {
      const { turn, shift } = placed[name];
      return turn.flatMap((row, i) => [...row, shift[i]]);
    });
    this.useCamera(this.programs.bones, seen);
    gl.uniform4fv(this.programs.bones.at("rows"), rows);
    gl.bindVertexArray(this.boneArray);
    if (!alone) {
      gl.drawElements(gl.TRIANGLES, this.boneCount, gl.UNSIGNED_INT, 0);
      return;
    }
    const [muscle, side] = alone.split(" ");
    const own = new Set(this.asset.header.muscles[muscle].parts.flatMap(({ points }) =>
      points.flatMap((point) => [point[3], point[4]])));
    for (const range of this.ranges) {
      if (range.side !== "both" && range.side !== side) continue;
      if (![...range.segments].some((segment) => own.has(segment))) continue;
      gl.drawElements(gl.TRIANGLES, range.count, gl.UNSIGNED_INT, range.from * 4);
    }
  }

  /** @type {(program: Program, seen: Seen) => void} */
  useCamera({ program, at }, { right, up, back, middle, pixel, width, height }) {
    const { gl } = this;
    gl.useProgram(program);
    for (const [name, value] of Object.entries({ right, up, back, middle })) gl.uniform3fv(at(name), value);
    gl.uniform3f(at("scale"), (2 * AWAY) / pixel / width, (2 * AWAY) / pixel / height, AWAY);
  }

  // The muscle and side nearest to the eye at a place of the last picture (pixels from the bottom left), or null.
  /** @type {(x: number, y: number) => string | null} */
  pick(x, y) {
    if (!this.view) return null;
    const { right, up, back, middle, pixel, width, height } = this.view;
    let found = null;
    let depth = -Infinity;
    for (const key of this.drawn ?? []) {
      const wide = this.asset.header.muscles[key.split(" ")[0]].radius;
      for (const line of this.linesOf(key)) {
        const seen = line.map((place) => {
          const off = sub3(place, middle);
          const z = dot3(off, back);
          const size = AWAY / (AWAY - z) / pixel;
          return /** @type {Spot} */ ([width / 2 + dot3(off, right) * size, height / 2 + dot3(off, up) * size, z, wide * size]);
        });
        for (let i = 1; i < seen.length; i += 1) {
          const [away, z, reach] = beside(seen[i - 1], seen[i], x, y);
          if (away < Math.max(reach, REACH) && z > depth) [found, depth] = [key, z];
        }
      }
    }
    return found;
  }

  remove() {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

// Distance of a place from a piece of a line on the picture, the depth there and how wide the muscle is.
/** @type {(a: Spot, b: Spot, x: number, y: number) => [away: number, depth: number, reach: number]} */
function beside(a, b, x, y) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const share = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / Math.max(1e-9, dx * dx + dy * dy)));
  return [Math.hypot(a[0] + dx * share - x, a[1] + dy * share - y), a[2] + (b[2] - a[2]) * share, a[3]];
}

// A normal for each vertex, the mean of its triangles' by their size.
/** @type {(place: Float32Array, index: number[]) => Float32Array} */
function normals(place, index) {
  const sum = new Float32Array(place.length);
  for (let i = 0; i < index.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => index[i + k] * 3);
    const [ux, uy, uz] = [0, 1, 2].map((k) => place[b + k] - place[a + k]);
    const [vx, vy, vz] = [0, 1, 2].map((k) => place[c + k] - place[a + k]);
    const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const corner of [a, b, c]) for (const k of [0, 1, 2]) sum[corner + k] += normal[k];
  }
  for (let i = 0; i < sum.length; i += 3) {
    const size = Math.hypot(sum[i], sum[i + 1], sum[i + 2]) || 1;
    for (const k of [0, 1, 2]) sum[i + k] /= size;
  }
  return sum;
}
