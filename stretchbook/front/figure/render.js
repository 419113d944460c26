// Draws a placed body for a canvas with WebGL2. Nothing here knows of poses or muscles by name.

import { cameraAxes } from "./camera.js";
import { add3, times3 } from "./kinematics.js";
import {
  CELL, FLOOR_FRAGMENT, FLOOR_VERTEX, PLAIN_VERTEX, SHADE, SHADE_FRAGMENT, START_FRAGMENT, TILE_FRAGMENT, TILE_VERTEX,
} from "./shaders.js";
import { programOf, surfaceFor } from "./surface.js";
import { AWAY, from, packCone, sortIntoTiles } from "./tile_sorter.js";

/**
 * @import { Vec } from "./body_model.js"
 * @import { Seen, View } from "./camera.js"
 * @import { Body } from "./kinematics.js"
 * @import { Program } from "./surface.js"
 * @import { PlacedPatch } from "./tile_sorter.js"
 */

/**
 * A look: how plain the body is (0 to 1) and the number of the patch lit.
 * @typedef {{ plain?: number, hover?: number }} Look
 */

const CLOTH = { shirt: [0.24, 0.55, 0.66], legs: [0.24, 0.31, 0.47], skin: [0.91, 0.71, 0.57], hair: [0.29, 0.2, 0.16] };

/**
 * When the graphics card has drawn all that it was given. To ask it for a pixel would hold up the page meanwhile.
 * @param {WebGL2RenderingContext} gl
 * @returns {Promise<void>}
 */
export function drawnBy(gl) {
  const fence = /** @type {WebGLSync} */ (gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0));
  gl.flush();
  return new Promise((done) => {
    const look = () => {
      if (gl.isContextLost() || gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED) done(gl.deleteSync(fence));
      else setTimeout(look, 4);
    };
    setTimeout(look);
  });
}

/** @type {(canvas: HTMLCanvasElement) => ImageBitmapRenderingContext} */
function easelOf(canvas) {
  const easel = canvas.getContext("bitmaprenderer");
  if (!easel) throw new Error("a canvas that takes no pictures");
  return easel;
}

/** Draws for one canvas. */
export class BodyRenderer {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.surface = surfaceFor(canvas);
    this.gl = this.surface.gl;
    this.easel = this.surface.canvas === canvas ? null : easelOf(canvas);
    this.prepare();
  }

  prepare() {
    const { gl, surface } = this;
    /** @type {Record<"start" | "tile" | "shade" | "floor", Program>} */
    this.programs = {
      start: programOf(surface, TILE_VERTEX, START_FRAGMENT),
      tile: programOf(surface, TILE_VERTEX, TILE_FRAGMENT),
      shade: programOf(surface, PLAIN_VERTEX, SHADE_FRAGMENT),
      floor: programOf(surface, FLOOR_VERTEX, FLOOR_FRAGMENT),
    };
    /** @type {WebGLTexture} */
    this.list = this.texture(gl.NEAREST);
    /** @type {WebGLTexture} */
    this.shade = this.texture(gl.LINEAR);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, SHADE, SHADE, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    /** @type {WebGLFramebuffer} */
    this.shadeBuffer = this.target(this.shade);
    /** @type {WebGLTexture} */
    this.start = this.texture(gl.NEAREST);
    /** @type {WebGLFramebuffer | null} */
    this.startBuffer = null;
    /** @type {WebGLTexture} */
    this.pickTexture = this.texture(gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    /** @type {WebGLFramebuffer} */
    this.pickBuffer = this.target(this.pickTexture);
    /** @type {WebGLVertexArrayObject} */
    this.plainArray = gl.createVertexArray();
    /** @type {WebGLVertexArrayObject} */
    this.tileArray = gl.createVertexArray();
    /** @type {WebGLBuffer} */
    this.tiles = gl.createBuffer();
    gl.bindVertexArray(this.tileArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.tiles);
    for (const i of [0, 1]) {
      gl.enableVertexAttribArray(i);
      gl.vertexAttribPointer(i, 4, gl.FLOAT, false, 32, 16 * i);
      gl.vertexAttribDivisor(i, 1);
    }
  }

  /** @type {(filter: number) => WebGLTexture} */
  texture(filter) {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, filter);
    for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
    return texture;
  }

  /** @type {(texture: WebGLTexture) => WebGLFramebuffer} */
  target(texture) {
    const { gl } = this;
    const buffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return buffer;
  }

  /** @type {(items: number[]) => void} */
  fillList(items) {
    const { gl } = this;
    const rows = Math.max(1, Math.ceil(items.length / 4096));
    const data = new Uint32Array(rows * 4096);
    data.set(items);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.list);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32UI, 1024, rows, 0, gl.RGBA_INTEGER, gl.UNSIGNED_INT, data);
  }

  // body: from placeBody. patches: [{number, tint (or null), on, cones}]. view: azimuth, elevation, middle,
  // pixel (body heights a pixel at the middle), width and height of the picture in pixels. look: plain, hover.
  /** @type {(body: Body, patches: PlacedPatch[], view: View, look?: Look) => void} */
  draw(body, patches, view, look = {}) {
    const { gl } = this;
    const { width, height } = view;
    this.resize(width, height);
    /** @type {Vec} */
    this.origin = body.joints.pelvis;
    if (body !== this.shaded) this.castShade(body);
    /** @type {Body | undefined} */
    this.shaded = body;
    /** @type {Seen} */
    this.view = { ...view, ...cameraAxes(view.azimuth, view.elevation) };
    const { items, tiles } = sortIntoTiles(this.view, this.origin, body, patches, look.hover);
    this.fillList(items);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.tiles);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(tiles), gl.DYNAMIC_DRAW);
    /** @type {number | undefined} */
    this.count = tiles.length / 8;
    /** @type {{ body: Body, look: Look }} */
    this.look = { body, look };
    gl.disable(gl.BLEND);
    gl.clearColor(0, 0, 0, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.startBuffer);
    gl.viewport(0, 0, ...this.startSize);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.useTiles(this.programs.start, [0, 0, this.startSize[0] * CELL, this.startSize[1] * CELL]);
    this.drawTiles();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, width, height);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.drawFloor();
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.showTiles([0, 0, width, height]);
    this.show();
  }

  // the picture on its own canvas, unless the card was lost while it was drawn
  show() {
    const { canvas, gl } = this.surface;
    if ("transferToImageBitmap" in canvas && !gl.isContextLost()) this.easel?.transferFromImageBitmap(canvas.transferToImageBitmap());
  }

  /** @type {(width: number, height: number) => void} */
  resize(width, height) {
    const { gl, canvas, surface } = this;
    if (surface.canvas.width !== width || surface.canvas.height !== height) Object.assign(surface.canvas, { width, height });
    if (canvas.width === width && canvas.height === height && this.startBuffer) return;
    Object.assign(canvas, { width, height });
    /** @type {[number, number]} */
    this.startSize = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
    gl.bindTexture(gl.TEXTURE_2D, this.start);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, ...this.startSize, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    this.startBuffer ??= this.target(this.start);
  }

  // Number of the patch and kind of the part under a place of the last picture (pixels from the bottom left).
  /** @type {(x: number, y: number) => { patch: number, part: number }} */
  pick(x, y) {
    const { gl } = this;
    if (!this.count) return { patch: 0, part: 0 };
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.pickBuffer);
    gl.viewport(0, 0, 1, 1);
    gl.clear(gl.COLOR_BUFFER_BIT); // blending stays as draw() left it: another state means to compile once more
    this.showTiles([Math.floor(x), Math.floor(y), 1, 1], true);
    const found = new Uint8Array(4);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, found);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return { patch: found[0], part: found[1] };
  }

  /** @type {(program: Program) => void} */
  useCamera({ program, at }) {
    const { gl, view } = this;
    const { right, up, back, middle, pixel, width, height } = view;
    gl.useProgram(program);
    gl.uniform1i(at("list"), 0);
    gl.uniform3fv(at("right"), right);
    gl.uniform3fv(at("up"), up);
    gl.uniform3fv(at("ahead"), times3(back, -1));
    gl.uniform3fv(at("eye"), from(this.origin, add3(middle, times3(back, AWAY))));
    gl.uniform1f(at("ground0"), -this.origin[2]);
    gl.uniform2f(at("size"), width, height);
    gl.uniform1f(at("pixel"), pixel);
    gl.uniform1f(at("away"), AWAY);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.list);
  }

  /** @type {(body: Body) => void} */
  castShade(body) {
    const { gl } = this;
    /** @type {number[]} */
    const items = [];
    const low = [9, 9];
    const high = [-9, -9];
    let n = 0;
    for (const { part, a, b, ra, rb } of body.cones) {
      if (ra < 0.012 || part === "hair" || Math.min(a[2], b[2]) > 0.6) continue; // too small or too high
      items.push(...packCone({ a, b, ra, rb }, this.origin));
      n += 1;
      for (const p of [a, b]) {
        for (const i of [0, 1]) {
          low[i] = Math.min(low[i], p[i]);
          high[i] = Math.max(high[i], p[i]);
        }
      }
    }
    const [x, y] = from(this.origin, [low[0], low[1], 0]);
    /** @type {number[]} */
    this.ground = [x - 0.3, y - 0.3, high[0] - low[0] + 0.6, high[1] - low[1] + 0.6];
    this.fillList(items);
    const { program, at } = this.programs.shade;
    gl.useProgram(program);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.shadeBuffer);
    gl.viewport(0, 0, SHADE, SHADE);
    gl.disable(gl.BLEND);
    gl.uniform1i(at("list"), 0);
    gl.uniform4fv(at("ground"), this.ground);
    gl.uniform1i(at("cones"), n);
    gl.uniform1f(at("ground0"), -this.origin[2]);
    gl.bindVertexArray(this.plainArray);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 3);
  }

  drawFloor() {
    const { gl } = this;
    const { at } = this.programs.floor;
    this.useCamera(this.programs.floor);
    gl.uniform1i(at("shade"), 1);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.shade);
    gl.uniform4fv(at("ground"), this.ground);
    gl.bindVertexArray(this.plainArray);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** @type {(program: Program, window: number[]) => void} */
  useTiles(program, window) {
    this.useCamera(program);
    this.gl.uniform4fv(program.at("window"), window);
  }

  /** @type {(window: number[], picking?: boolean) => void} */
  showTiles(window, picking = false) {
    const { gl } = this;
    const { body, look } = this.look;
    const { at } = this.programs.tile;
    this.useTiles(this.programs.tile, window);
    gl.uniform3fv(at("headAt"), from(this.origin, body.joints.c1));
    body.frames.c1.forEach((axis, i) => gl.uniform3fv(at(`head${"XYZ"[i]}`), axis));
    gl.uniform3fv(at("cloth"), [...CLOTH.shirt, ...CLOTH.legs, ...CLOTH.skin, ...CLOTH.hair]);
    gl.uniform1f(at("plain"), look.plain ?? 0);
    gl.uniform1f(at("hover"), look.hover || -1);
    gl.uniform1i(at("picking"), picking ? 1 : 0);
    gl.uniform1i(at("start"), 1);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.start);
    this.drawTiles();
  }

  drawTiles() {
    const { gl } = this;
    gl.bindVertexArray(this.tileArray);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.count ?? 0);
  }

  remove() {
    const { gl } = this;
    for (const texture of [this.list, this.shade, this.start, this.pickTexture]) gl.deleteTexture(texture);
    for (const buffer of [this.shadeBuffer, this.startBuffer, this.pickBuffer]) gl.deleteFramebuffer(buffer);
    for (const array of [this.plainArray, this.tileArray]) gl.deleteVertexArray(array);
    gl.deleteBuffer(this.tiles);
    if (!this.easel) gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}
