// A canvas with the figure on it: turned by mouse, touch and keys; drawn only when something changes.

import { tag } from "../shared/dom.js";
import { bodyModel } from "./body_model.js";
import { fitView, widestStep } from "./camera.js";
import { placeBody } from "./kinematics.js";
import { whenSeen } from "./opening.js";
import { BodyRenderer, drawnBy } from "./render.js";
import { placePatches } from "./tile_sorter.js";

/**
 * @import { Side } from "./body_model.js"
 * @import { Body, Pose } from "./kinematics.js"
 * @import { Camera, Step } from "./keyframe_path.js"
 * @import { PlacedPatch } from "./tile_sorter.js"
 * @import { InsideLayer, InsideLook } from "../inside/inside_layer.js"
 */

/**
 * What is shown (`inside` is the look of what stands inside), what lies under a pointer, and what a canvas tells:
 * the patch under the pointer, one picked, that the person turns it and the camera afterwards, that there is no
 * WebGL2 and that it is back.
 * @typedef {{ pose: Pose | null, anchor: string[], tints: Record<string, number>, table: "patches" | "areas", plain: number,
 *   hover: number, widest: [steps: Step[], anchor: string[]] | null, inside: InsideLook | null }} Scene
 * @typedef {{ name: string, side: Side, number?: number }} Found
 * @typedef {{ name?(patch: Found | null, event?: MouseEvent): void, pick?(patch: Found | null): void, turned?(): void,
 *   camera?(camera: Camera): void, failed?(): void, restored?(): void }} Told
 */

const SLOW_MS = 30; // a picture slower than this is drawn at half size while it moves
const TIMED = 3; // pictures that are timed, after the first, which waits for its programs
const REST_MS = 200; // what changes again within this time moves

/**
 * Whether motion is unwelcome.
 * @type {() => boolean}
 */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * The share of a way at the share t of its time, as a limb moves.
 * @type {(t: number) => number}
 */
export const minimumJerk = (t) => t * t * t * (10 - 15 * t + 6 * t * t);

/**
 * A label beside the pointer over a stage: words(patch) are shown while there is a patch.
 * @param {HTMLElement} stageBox
 * @param {(patch: Found) => string} words
 * @returns {NonNullable<Told["name"]>}
 */
export function tipOver(stageBox, words) {
  const tip = stageBox.appendChild(tag("div.sb-figure-tip"));
  tip.hidden = true;
  return (patch, event) => {
    tip.hidden = !patch;
    if (!patch || !event) return;
    tip.textContent = words(patch);
    const box = stageBox.getBoundingClientRect();
    tip.style.left = `${Math.min(event.clientX - box.left + 12, box.width - tip.offsetWidth - 4)}px`;
    tip.style.top = `${Math.max(event.clientY - box.top - 30, 2)}px`;
  };
}

/** @type {(canvas: EventTarget, signal: AbortSignal) => HTMLCanvasElement["addEventListener"]} */
const listener = (canvas, signal) => (/** @type {string} */ name, /** @type {EventListener} */ act) =>
  canvas.addEventListener(name, act, { signal });

/** A figure of its own in an element, which it fills. */
export class FigureCanvas {
  /**
   * @param {HTMLElement} host
   * @param {Told} [on]
   */
  constructor(host, on = {}) {
    this.host = host;
    this.on = on;
    /** @type {Camera} */
    this.camera = [30, 12];
    /** @type {InsideLayer | null} */
    this.inside = null;
    /** @type {number[]} */
    this.times = [];
    /** @type {number | null} */
    this.waiting = null;
    /** @type {number | null} */
    this.asking = null;
    /** @type {Scene} */
    this.scene = { pose: null, anchor: ["pelvis"], tints: {}, table: "patches", plain: 0, hover: 0, widest: null, inside: null };
    this.canvas = document.createElement("canvas");
    this.canvas.className = "sb-figure-canvas";
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "img");
    host.append(this.canvas);
    this.unopened = whenSeen(this.canvas, () => this.open());
    this.stop = new AbortController();
    const { signal } = this.stop;
    const listen = listener(this.canvas, signal);
    listen("pointerdown", (event) => this.grab(event));
    listen("pointermove", (event) => (this.held ? this.drag(event) : this.hoverLater(event)));
    listen("pointerup", (event) => this.release(event));
    listen("pointercancel", () => (this.held = null));
    listen("pointerleave", () => this.hoverOver(null));
    listen("keydown", (event) => this.key(event));
    this.sizes = new ResizeObserver(() => this.change());
    this.sizes.observe(this.canvas);
  }

  // Gives a promise of the first picture.
  open() {
    try {
      /** @type {BodyRenderer | undefined} */
      this.renderer = new BodyRenderer(this.canvas);
      this.change();
      const listen = listener(this.renderer.surface.canvas, this.stop.signal);
      listen("webglcontextlost", () => this.fail());
      listen("webglcontextrestored", () => this.restore());
      return new Promise((/** @type {(nothing: void) => void} */ done) => { this.firstDrawn = done; });
    } catch {
      this.fail();
    }
  }

  fail() {
    this.host.classList.add("sb-no-webgl"); // the still picture shows instead
    this.on.failed?.();
  }

  restore() {
    this.renderer?.prepare();
    this.host.classList.remove("sb-no-webgl");
    this.on.restored?.();
    this.change();
  }

  // A layer of bones and muscles under the skin, which turns to glass; null takes it away again.
  /** @type {(layer: InsideLayer | null) => void} */
  showInside(layer) {
    if (layer === this.inside) return;
    this.inside?.canvas.remove();
    this.inside?.remove();
    this.inside = layer;
    /** @type {(there: boolean) => boolean} */
    const glass = (there) => this.host.classList.toggle("sb-figure-glass", there);
    glass(Boolean(layer));
    if (!layer) return this.change();
    this.canvas.before(layer.canvas);
    const listen = listener(layer.canvas, this.stop.signal);
    listen("webglcontextlost", (event) => {
      event.preventDefault(); // it may come back; until then the skin shows
      if (layer === this.inside) glass(false);
    });
    listen("webglcontextrestored", () => (layer.prepare(), glass(true), this.change()));
    this.change();
  }

  // Change the scene: pose, anchor, tints, table, plain, hover, widest ([steps, anchor]), inside (the look of what
  // stands inside); draws soon.
  /** @type {(scene: Partial<Scene>) => void} */
  set(scene) {
    Object.assign(this.scene, scene);
    this.change();
  }

  // The next change is one of many that follow each other, as from a slider.
  hurry() {
    this.moving = true;
    clearTimeout(this.resting);
    /** @type {number | undefined} */
    this.resting = setTimeout(() => {
      this.moving = false;
      this.change();
    }, REST_MS);
  }

  /** @type {(azimuth: number, elevation: number) => void} */
  turnTo(azimuth, elevation) {
    this.camera = [((azimuth + 540) % 360) - 180, Math.max(-4, Math.min(85, elevation))];
    this.change();
  }

  change() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.draw();
    });
  }

  // While it moves, a slow machine draws half the size; the last picture is always whole.
  draw() {
    const { scene, canvas, renderer } = this;
    const box = canvas.getBoundingClientRect();
    if (!renderer || !scene.pose || box.width < 8 || renderer.gl.isContextLost()) return;
    const moving = this.held || this.run || this.moving;
    const scale = this.slow ? (moving ? 0.5 : 1) : Math.min(devicePixelRatio || 1, 2);
    const [width, height] = [Math.round(box.width * scale), Math.round(box.height * scale)];
    if (scene.pose !== this.placed?.pose || scene.anchor !== this.placed.anchor) {
      /** @type {{ pose: Pose, anchor: string[], body: Body } | undefined} */
      this.placed = { pose: scene.pose, anchor: scene.anchor, body: placeBody(scene.pose, scene.anchor) };
    }
    const { body } = this.placed;
    /** @type {PlacedPatch[] | undefined} */
    this.patches = placePatches(body, bodyModel()[scene.table], scene.tints);
    const widest = scene.widest ? widestStep(...scene.widest, width, height) : 0;
    const view = fitView(body, this.camera, width, height, widest);
    renderer.draw(body, this.patches, view, scene);
    if (this.inside && scene.inside) this.inside.draw(body, scene.pose, view, scene.inside);
    canvas.dataset.drawn = String(Number(canvas.dataset.drawn ?? 0) + 1);
    canvas.dataset.camera = this.camera.map(Math.round).join(" ");
    /** @type {number | undefined} */
    this.scale = scale;
    this.time(renderer, scale);
  }

  // Whether pictures are slow, by the fastest of the first few. The page goes on while they are drawn.
  /** @type {(renderer: BodyRenderer, scale: number) => Promise<void>} */
  async time(renderer, scale) {
    if (this.timing || this.times.length > TIMED) return;
    this.timing = true;
    const { inside } = this;
    const begun = performance.now();
    await Promise.all([drawnBy(renderer.gl), inside && drawnBy(inside.gl)]);
    this.timing = false;
    this.firstDrawn?.();
    this.times.push((performance.now() - begun) / scale ** 2);
    if (this.times.length > 1) this.slow = Math.min(...this.times.slice(1)) > SLOW_MS;
  }

  // Run `frame(share)` from 0 to 1 in some seconds, by minimum jerk; at once where motion is unwelcome.
  /** @type {(seconds: number, frame: (share: number) => void) => void} */
  animate(seconds, frame) {
    cancelAnimationFrame(this.run ?? 0);
    /** @type {number | null | undefined} */
    this.run = null;
    if (still() || seconds <= 0) {
      frame(1);
      return this.change();
    }
    const begun = performance.now();
    /** @type {(now: number) => void} */
    const step = (now) => {
      const share = Math.min(1, Math.max(0, (now - begun) / 1000 / seconds));
      this.run = share < 1 ? requestAnimationFrame(step) : null;
      frame(minimumJerk(share));
      this.change();
    };
    this.run = requestAnimationFrame(step);
  }

  // Name and side of what lies under a place of the canvas (client coordinates), or null.
  /** @type {(at: MouseEvent) => Found | null} */
  under({ clientX, clientY }) {
    const { canvas, inside, scale = 1 } = this;
    const box = canvas.getBoundingClientRect();
    const [x, y] = [(clientX - box.left) * scale, (box.bottom - clientY) * scale];
    if (inside) {
      const key = inside.pick(x, y);
      return key ? { name: key.split(" ")[0], side: /** @type {Side} */ (key.split(" ")[1]) } : null;
    }
    if (!this.renderer?.count) return null;
    const { patch } = this.renderer.pick(x, y);
    return patch ? { ...bodyModel()[this.scene.table][patch - 1], number: patch } : null;
  }

  /** @type {(event: PointerEvent) => void} */
  grab(event) {
    /** @type {{ x: number, y: number, moved: number } | null | undefined} */
    this.held = { x: event.clientX, y: event.clientY, moved: 0 };
    this.canvas.setPointerCapture(event.pointerId);
  }

  /** @type {(event: PointerEvent) => void} */
  drag(event) {
    const { held } = this;
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    this.held = { x: event.clientX, y: event.clientY, moved: held.moved + Math.abs(dx) + Math.abs(dy) };
    this.on.turned?.();
    this.turnTo(this.camera[0] - dx * 0.6, this.camera[1] + dy * 0.4);
  }

  /** @type {(event: PointerEvent) => void} */
  release(event) {
    const { held } = this;
    this.held = null;
    if (!held) return;
    if (held.moved < 5) this.on.pick?.(this.under(event));
    else this.on.camera?.(this.camera);
    this.change();
  }

  /** @type {(event: KeyboardEvent) => void} */
  key(event) {
    const turn = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, 6], ArrowDown: [0, -6] }[event.key];
    if (!turn || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.on.turned?.();
    this.turnTo(this.camera[0] + turn[0], this.camera[1] + turn[1]);
    this.on.camera?.(this.camera);
  }

  /** @type {(event: PointerEvent) => void} */
  hoverLater(event) {
    /** @type {PointerEvent | undefined} */
    this.pointer = event;
    this.asking ??= requestAnimationFrame(() => {
      this.asking = null;
      const { pointer } = this;
      if (pointer && this.on.name && !this.held && !this.run) this.hoverOver(this.under(pointer), pointer);
    });
  }

  /** @type {(patch: Found | null, event?: MouseEvent) => void} */
  hoverOver(patch, event) {
    if (this.inside) this.point(patch?.name, patch?.side);
    else if ((patch?.number ?? 0) !== this.scene.hover) this.set({ hover: patch?.number ?? 0 });
    this.on.name?.(patch, event);
  }

  // Highlight a patch by name and side, as focus on its name does; null for none.
  /** @type {(name: string | null | undefined, side?: Side) => void} */
  point(name, side) {
    if (this.inside) {
      const look = this.scene.inside;
      const pointed = name ? `${name} ${side}` : null;
      if (look && pointed !== look.pointed) this.set({ inside: { ...look, pointed } });
      return;
    }
    const found = bodyModel()[this.scene.table].findIndex((patch) => patch.name === name && patch.side === side);
    this.set({ hover: found + 1 });
  }

  remove() {
    this.stop.abort();
    this.unopened();
    this.sizes.disconnect();
    for (const frame of [this.run, this.waiting, this.asking]) cancelAnimationFrame(frame ?? 0);
    clearTimeout(this.resting);
    this.inside?.remove();
    this.renderer?.remove();
  }
}
