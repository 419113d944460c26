// The bodies of muscles round their lines of pull: spindles, and sheets where a muscle is one.

import { add3, cross3, dot3, sub3, times3, unit3 } from "../figure/kinematics.js";

/** @import { Vec } from "../figure/body_model.js" */

const RINGS = 14;
const SIDES = 7;
const BETWEEN = 3; // strips of a sheet between two lines
/** Numbers of a vertex: place, normal, colour. */
export const SIZE = 9;

/** @type {(share: number) => number} */
const belly = (share) => Math.sin(Math.PI * Math.min(1, Math.max(0, share))) ** 0.8;

/**
 * A line as `RINGS` places at even distances, its corners smoothed once.
 * @param {Vec[]} line
 * @param {number} [count]
 * @returns {Vec[]}
 */
export function evenly(line, count = RINGS) {
  const far = [0];
  for (let i = 1; i < line.length; i += 1) far.push(far[i - 1] + Math.hypot(...sub3(line[i], line[i - 1])));
  const whole = far[far.length - 1];
  let i = 0;
  const even = Array.from({ length: count }, (_, k) => {
    const at = (whole * k) / (count - 1);
    while (i < line.length - 2 && far[i + 1] < at) i += 1;
    const share = (at - far[i]) / Math.max(1e-9, far[i + 1] - far[i]);
    return add3(times3(line[i], 1 - share), times3(line[i + 1], share));
  });
  return even.map((place, k) => (k === 0 || k === count - 1 ? place
    : times3(add3(add3(even[k - 1], even[k + 1]), times3(place, 2)), 0.25)));
}

/** Vertices and triangles of the muscles of one picture. */
export class MuscleMesh {
  constructor() {
    /** @type {number[]} */
    this.vertices = [];
    /** @type {number[]} */
    this.indices = [];
  }

  get base() { return this.vertices.length / SIZE; }

  /** @type {(line: Vec[], radius: number, colour: Vec, thin?: number) => void} */
  spindle(line, radius, colour, thin = 0.3) {
    const rings = evenly(line);
    const { base } = this;
    /** @type {Vec} */
    let across = Math.abs(unit3(sub3(rings[1], rings[0]))[2]) < 0.8 ? [0, 0, 1] : [1, 0, 0];
    rings.forEach((middle, k) => {
      const along = unit3(sub3(rings[Math.min(RINGS - 1, k + 1)], rings[Math.max(0, k - 1)]));
      across = unit3(sub3(across, times3(along, dot3(across, along))));
      const other = cross3(along, across);
      const wide = radius * (thin + (1 - thin) * belly(k / (RINGS - 1)));
      for (let a = 0; a < SIDES; a += 1) {
        const turn = (a / SIDES) * 2 * Math.PI;
        const normal = add3(times3(across, Math.cos(turn)), times3(other, Math.sin(turn)));
        this.vertices.push(...add3(middle, times3(normal, wide)), ...normal, ...colour);
      }
    });
    for (let k = 0; k < RINGS - 1; k += 1) {
      for (let a = 0; a < SIDES; a += 1) {
        const [here, next] = [base + k * SIDES + a, base + k * SIDES + ((a + 1) % SIDES)];
        this.indices.push(here, next, here + SIDES, next, next + SIDES, here + SIDES);
      }
    }
  }

  // Through several lines, in order: their places are joined by smooth curves.
  /** @type {(lines: Vec[][], thick: number, colour: Vec) => void} */
  sheet(lines, thick, colour) {
    const even = lines.map((line) => evenly(line));
    const strips = (even.length - 1) * BETWEEN + 1;
    const grid = Array.from({ length: strips }, (_, strip) => {
      const at = Math.min(even.length - 2, Math.floor(strip / BETWEEN));
      const share = strip / BETWEEN - at;
      /** @type {(number: number) => Vec[]} */
      const line = (number) => even[Math.max(0, Math.min(even.length - 1, number))];
      return even[0].map((__, k) => curve(line(at - 1)[k], line(at)[k], line(at + 1)[k], line(at + 2)[k], share));
    });
    for (const face of [1, -1]) this.face(grid, strips, thick, colour, face);
  }

  /** @type {(grid: Vec[][], strips: number, thick: number, colour: Vec, face: number) => void} */
  face(grid, strips, thick, colour, face) {
    const { base } = this;
    grid.forEach((strip, a) => strip.forEach((place, k) => {
      const wide = sub3(grid[Math.min(strips - 1, a + 1)][k], grid[Math.max(0, a - 1)][k]);
      const long = sub3(strip[Math.min(RINGS - 1, k + 1)], strip[Math.max(0, k - 1)]);
      const raw = cross3(wide, long);
      const size = Math.hypot(...raw);
      /** @type {Vec} */
      const normal = size > 1e-9 ? times3(raw, face / size) : [0, 0, face];
      const edge = a === 0 || a === strips - 1 ? 0.25 : 1;
      const out = thick * (0.15 + 0.85 * belly(k / (RINGS - 1)) * edge);
      const grain = a % 2 ? 0.92 : 1; // bundles show
      this.vertices.push(...add3(place, times3(normal, out)), ...normal, ...times3(colour, grain));
    }));
    for (let a = 0; a < strips - 1; a += 1) {
      for (let k = 0; k < RINGS - 1; k += 1) {
        const one = base + a * RINGS + k;
        const other = one + RINGS;
        this.indices.push(...(face > 0 ? [one, other, one + 1, one + 1, other, other + 1]
          : [one, one + 1, other, one + 1, other + 1, other]));
      }
    }
  }
}

// Catmull and Rom's curve from b to c.
/** @type {(a: Vec, b: Vec, c: Vec, d: Vec, t: number) => Vec} */
function curve(a, b, c, d, t) {
  /** @type {(i: 0 | 1 | 2) => number} */
  const at = (i) => 0.5 * (2 * b[i] + (c[i] - a[i]) * t
    + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t * t * t);
  return [at(0), at(1), at(2)];
}
