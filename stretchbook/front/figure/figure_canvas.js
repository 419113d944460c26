// A canvas with the figure on it: turned by mouse, touch and keys; drawn only when something changes.

import { tag } from "../shared/dom.js";
import { MODEL } from "./body_model.js";
import { placeBody } from "./kinematics.js";
import { whenSeen } from "./opening.js";
import { BodyRenderer, drawnBy, frameBody } from "./render.js";
import { placePatches } from "./tile_sorter.js";

const ROOM = 0.13; // free space around the body, body heights
const SLOW_MS = 30; // a picture slower than this is drawn at half size while it moves
const TIMED = 3; // pictures that are timed, after the first, which waits for its programs
const REST_MS = 200; // what changes again within this time moves
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const minimumJerk = (t) => t * t * t * (10 - 15 * t + 6 * t * t);

// How to show a body: fills the picture, yet keeps part of the scale of the widest step (`widest`).
export function fitView(body, [azimuth, elevation], width, height, widest = 0) {
  const frame = frameBody(body, azimuth, elevation);
  const own = Math.max((frame.width + ROOM) / width, (frame.height + ROOM) / height);
  const pixel = widest > own ? own ** 0.6 * widest ** 0.4 : own;
  return { azimuth, elevation, middle: frame.middle, pixel, width, height };
}

// Size of a pixel, body heights, at which the widest of the steps fits a picture of a size.
export function widestStep(steps, anchor, width, height) {
  return Math.max(...steps.map(({ frames, camera }) => fitView(placeBody(frames.at(-1)[1], anchor), camera, width, height).pixel));
}

// A label beside the pointer over a stage: words(patch) are shown while there is a patch.
export function tipOver(stageBox, words) {
  const tip = stageBox.appendChild(tag("div.sb-figure-tip"));
  tip.hidden = true;
  return (patch, event) => {
    tip.hidden = !patch;
    if (!patch) return;
    tip.textContent = words(patch);
    const box = stageBox.getBoundingClientRect();
    tip.style.left = `${Math.min(event.clientX - box.left + 12, box.width - tip.offsetWidth - 4)}px`;
    tip.style.top = `${Math.max(event.clientY - box.top - 30, 2)}px`;
  };
}

export class FigureCanvas {
  // host: element to fill. on: {name(patch or null, event), pick(patch), turned() while the person turns it,
  // camera([azimuth, elevation]) afterwards, failed() where there is no WebGL2, restored() when it is back}
  constructor(host, on = {}) {
    this.host = host;
    this.on = on;
    this.camera = [30, 12];
    this.inside = null;
    this.times = [];
    this.scene = { pose: null, anchor: ["pelvis"], tints: {}, table: "patches", plain: 0, hover: 0, widest: null, inside: null };
    this.canvas = document.createElement("canvas");
    this.canvas.className = "sb-figure-canvas";
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "img");
    host.append(this.canvas);
    this.unopened = whenSeen(this.canvas, () => this.open());
    this.stop = new AbortController();
    const { signal } = this.stop;
    const listen = (name, act, options) => this.canvas.addEventListener(name, act, { signal, ...options });
    listen("pointerdown", (event) => this.grab(event));
    listen("pointermove", (event) => (this.held ? this.drag(event) : this.hoverLater(event)));
    listen("pointerup", (event) => this.release(event));
    listen("pointercancel", () => (this.held = null));
    listen("pointerleave", () => this.hoverOver(null));
    listen("keydown", (event) => this.key(event));
    listen("webglcontextlost", (event) => (event.preventDefault(), this.fail()));
    listen("webglcontextrestored", () => {
      this.renderer.prepare();
      host.classList.remove("sb-no-webgl");
      this.on.restored?.();
      this.change();
    });
    this.sizes = new ResizeObserver(() => this.change());
    this.sizes.observe(this.canvas);
  }

  // Gives a promise of the first picture.
  open() {
    try {
      this.renderer = new BodyRenderer(this.canvas);
      this.change();
      return new Promise((done) => { this.firstDrawn = done; });
    } catch {
      this.fail();
    }
  }

  fail() {
    this.host.classList.add("sb-no-webgl"); // the still picture shows instead
    this.on.failed?.();
  }

  // A layer of bones and muscles under the skin, which turns to glass; null takes it away again.
  showInside(layer) {
    if (layer === this.inside) return;
    this.inside?.canvas.remove();
    this.inside?.remove();
    this.inside = layer;
    const glass = (there) => this.host.classList.toggle("sb-figure-glass", there);
    glass(Boolean(layer));
    if (!layer) return this.change();
    this.canvas.before(layer.canvas);
    const listen = (name, act) => layer.canvas.addEventListener(name, act, { signal: this.stop.signal });
    listen("webglcontextlost", (event) => {
      event.preventDefault(); // it may come back; until then the skin shows
      if (layer === this.inside) glass(false);
    });
    listen("webglcontextrestored", () => (layer.prepare(), glass(true), this.change()));
    this.change();
  }

  // Change the scene: pose, anchor, tints, table, plain, hover, widest ([steps, anchor]), inside (the look of what
  // stands inside); draws soon.
  set(scene) {
    Object.assign(this.scene, scene);
    this.change();
  }

  // The next change is one of many that follow each other, as from a slider.
  hurry() {
    this.moving = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.moving = false;
      this.change();
    }, REST_MS);
  }

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
      this.placed = { pose: scene.pose, anchor: scene.anchor, body: placeBody(scene.pose, scene.anchor) };
    }
    const { body } = this.placed;
    this.patches = placePatches(body, MODEL[scene.table], scene.tints);
    const widest = scene.widest ? widestStep(...scene.widest, width, height) : 0;
    const view = fitView(body, this.camera, width, height, widest);
    renderer.draw(body, this.patches, view, scene);
    if (this.inside) this.inside.draw(body, scene.pose, view, scene.inside);
    canvas.dataset.drawn = Number(canvas.dataset.drawn ?? 0) + 1;
    canvas.dataset.camera = this.camera.map(Math.round).join(" ");
    this.scale = scale;
    this.time();
  }

  // Whether pictures are slow, by the fastest of the first few. The page goes on while they are drawn.
  async time() {
    if (this.timing || this.times.length > TIMED) return;
    this.timing = true;
    const { renderer, inside, scale } = this;
    const begun = performance.now();
    await Promise.all([drawnBy(renderer.gl), inside && drawnBy(inside.gl)]);
    this.timing = false;
    this.firstDrawn();
    this.times.push((performance.now() - begun) / scale ** 2);
    if (this.times.length > 1) this.slow = Math.min(...this.times.slice(1)) > SLOW_MS;
  }

  // Run `frame(share)` from 0 to 1 in some seconds, by minimum jerk; at once where motion is unwelcome.
  animate(seconds, frame) {
    cancelAnimationFrame(this.run);
    this.run = null;
    if (still() || seconds <= 0) {
      frame(1);
      return this.change();
    }
    const begun = performance.now();
    const step = (now) => {
      const share = Math.min(1, Math.max(0, (now - begun) / 1000 / seconds));
      this.run = share < 1 ? requestAnimationFrame(step) : null;
      frame(minimumJerk(share));
      this.change();
    };
    this.run = requestAnimationFrame(step);
  }

  // Name and side of what lies under a place of the canvas (client coordinates), or null.
  under({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    if (this.inside) {
      const key = this.inside.pick((clientX - box.left) * this.scale, (box.bottom - clientY) * this.scale);
      return key && { name: key.split(" ")[0], side: key.split(" ")[1], number: key };
    }
    if (!this.renderer?.count) return null;
    const { patch } = this.renderer.pick((clientX - box.left) * this.scale, (box.bottom - clientY) * this.scale);
    return patch ? { ...MODEL[this.scene.table][patch - 1], number: patch } : null;
  }

  grab(event) {
    this.held = { x: event.clientX, y: event.clientY, moved: 0 };
    this.canvas.setPointerCapture(event.pointerId);
  }

  drag(event) {
    const { held } = this;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    this.held = { x: event.clientX, y: event.clientY, moved: held.moved + Math.abs(dx) + Math.abs(dy) };
    this.on.turned?.();
    this.turnTo(this.camera[0] - dx * 0.6, this.camera[1] + dy * 0.4);
  }

  release(event) {
    const { held } = this;
    this.held = null;
    if (!held) return;
    if (held.moved < 5) this.on.pick?.(this.under(event));
    else this.on.camera?.(this.camera);
    this.change();
  }

  key(event) {
    const turn = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, 6], ArrowDown: [0, -6] }[event.key];
    if (!turn || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.on.turned?.();
    this.turnTo(this.camera[0] + turn[0], this.camera[1] + turn[1]);
    this.on.camera?.(this.camera);
  }

  hoverLater(event) {
    this.pointer = event;
    this.asking ??= requestAnimationFrame(() => {
      this.asking = null;
      if (this.on.name && !this.held && !this.run) this.hoverOver(this.under(this.pointer), this.pointer);
    });
  }

  hoverOver(patch, event) {
    if (this.inside) this.point(patch?.name, patch?.side);
    else if ((patch?.number ?? 0) !== this.scene.hover) this.set({ hover: patch?.number ?? 0 });
    this.on.name?.(patch, event);
  }

  // Highlight a patch by name and side, as focus on its name does; null for none.
  point(name, side) {
    if (this.inside) {
      const pointed = name ? `${name} ${side}` : null;
      if (pointed !== this.scene.inside.pointed) this.set({ inside: { ...this.scene.inside, pointed } });
      return;
    }
    const found = MODEL[this.scene.table].findIndex((patch) => patch.name === name && patch.side === side);
    this.set({ hover: found + 1 });
  }

  remove() {
    this.stop.abort();
    this.unopened();
    this.sizes.disconnect();
    cancelAnimationFrame(this.run);
    cancelAnimationFrame(this.waiting);
    cancelAnimationFrame(this.asking);
    clearTimeout(this.resting);
    this.inside?.remove();
    this.renderer?.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}
