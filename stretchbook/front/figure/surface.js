// The graphics card of a page: one context draws every figure of it and hands each its picture. So the programs, which
// take the longest, are made once, and a page may have more figures than a browser gives contexts.

/**
 * `canvas` is nobody's where the figures share it.
 * @typedef {{ program: WebGLProgram, at(name: string): WebGLUniformLocation | null }} Program
 * @typedef {{ gl: WebGL2RenderingContext, canvas: OffscreenCanvas | HTMLCanvasElement, programs: Map<string, Program> }} Surface
 */

const PAGE = Symbol.for("stretchbook.surface 1"); // widgets are modules of their own, the page is what they share
const page = /** @type {{ [PAGE]?: Surface }} */ (globalThis);
const ASKED = { alpha: true, antialias: false, depth: false, preserveDrawingBuffer: true };

/**
 * @param {OffscreenCanvas | HTMLCanvasElement} canvas
 * @returns {Surface | undefined}
 */
function surfaceOn(canvas) {
  const gl = /** @type {WebGL2RenderingContext | null} */ (canvas.getContext("webgl2", ASKED));
  if (!gl) return undefined;
  /** @type {Surface} */
  const surface = { gl, canvas, programs: new Map() };
  canvas.addEventListener("webglcontextlost", (event) => event.preventDefault()); // it may come back
  canvas.addEventListener("webglcontextrestored", () => surface.programs.clear());
  return surface;
}

/**
 * What draws for a canvas: the surface of the page, or where a browser has no WebGL2 off the page, one on the canvas
 * itself. Throws where there is no WebGL2 at all.
 * @param {HTMLCanvasElement} target
 * @returns {Surface}
 */
export function surfaceFor(target) {
  if (page[PAGE]?.gl.isContextLost()) page[PAGE] = undefined;
  if (globalThis.OffscreenCanvas) page[PAGE] ??= surfaceOn(new OffscreenCanvas(1, 1));
  const surface = page[PAGE] ?? surfaceOn(target);
  if (!surface) throw new Error("no WebGL2");
  return surface;
}

/**
 * The program of two shaders, made once.
 * @param {Surface} surface
 * @param {string} vertex
 * @param {string} fragment
 * @returns {Program}
 */
export function programOf({ gl, programs }, vertex, fragment) {
  const known = programs.get(vertex + fragment);
  if (known) return known;
  const program = gl.createProgram();
  for (const [type, text] of /** @type {[number, string][]} */ ([[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]])) {
    const shader = /** @type {WebGLShader} */ (gl.createShader(type));
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      throw new Error(String(gl.getShaderInfoLog(shader)));
    }
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(String(gl.getProgramInfoLog(program)));
  /** @type {Map<string, WebGLUniformLocation | null>} */
  const names = new Map();
  /** @type {Program["at"]} */
  const at = (name) => {
    if (!names.has(name)) names.set(name, gl.getUniformLocation(program, name));
    return names.get(name) ?? null;
  };
  const made = { program, at };
  programs.set(vertex + fragment, made);
  return made;
}
