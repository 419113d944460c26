// What is seen and pressed of a hold player. One player may have several views.

import { clockText, secondMs, tag, wholeSeconds, write } from "../shared/dom.js";
import { Coach } from "./coach.js";
import { Controls } from "./controls.js";
import { SoundBox } from "./sound_box.js";
import { Ticker } from "./ticker.js";
import { named, nextText, ofSide, phaseText, shownIndex, sideText } from "./told.js";

/**
 * @import { Player } from "./player.js"
 * @import { Act } from "./holds.js"
 * @import { About, Segment } from "./told.js"
 */

/** @typedef {{ root: HTMLElement, show(): void }} Part */

const RING = 2 * Math.PI * 54;
const ARC_STEP = 1; // of it, about two pixels: no smaller step is drawn
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");

/** @type {(name: string, attributes: Record<string, string | number>) => SVGElement} */
const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
};

/** One view of a player. */
export class PlayerView {
  /**
   * @param {Player} player
   * @param {HTMLElement} el
   * @param {Part[]} [parts]  what a host adds below the controls
   */
  constructor(player, el, parts = []) {
    this.player = player;
    this.parts = parts;
    this.ticker = new Ticker(() => (this.player.look(), this.paint()));
    this.build();
    el.append(this.root);
    this.onFull = () => this.status();
    document.addEventListener("fullscreenchange", this.onFull);
    player.add(this);
  }

  build() {
    const ring = svg("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" });
    /** @type {SVGElement} */
    this.arc = svg("circle", { cx: 60, cy: 60, r: 54, class: "sb-arc", "stroke-dasharray": RING });
    ring.append(svg("circle", { cx: 60, cy: 60, r: 54, class: "sb-track" }), this.arc);
    /** @type {HTMLElement} */
    this.count = tag("div.sb-count", { role: "timer", "aria-live": "off" });
    /** @type {HTMLElement} */
    this.phase = tag("div.sb-phase");
    /** @type {HTMLElement} */
    this.name = tag("div.sb-name", { role: "heading", "aria-level": "3" });
    /** @type {HTMLElement} */
    this.side = tag("div.sb-side");
    /** @type {HTMLElement} */
    this.cue = tag("div.sb-cue", { "aria-live": "assertive" });
    /** @type {HTMLElement} */
    this.steps = tag("ol.sb-steps");
    /** @type {HTMLElement} */
    this.note = tag("p.sb-steps");
    /** @type {HTMLElement} */
    this.done = tag("ol.sb-done", { "aria-label": "Holds" });
    /** @type {HTMLImageElement} */
    this.still = tag("img.sb-figure-still", { alt: "" });
    /** @type {HTMLElement} */
    this.picture = tag("div.sb-picture.sb-figure-stage", {}, this.still);
    const { sink } = this.player;
    /** @type {Coach} */
    this.coach = new Coach(this.picture, () => this.stillWanted(), sink.lens?.bind(sink));
    /** @type {HTMLElement} */
    this.next = tag("div.sb-next");
    /** @type {HTMLElement} */
    this.total = tag("span.sb-total");
    /** @type {HTMLProgressElement} */
    this.bar = tag("progress.sb-bar", { max: 1, value: 0, "aria-label": "part of the routine done" });
    /** @type {HTMLElement} */
    this.saved = tag("div.sb-saved");
    /** @type {HTMLElement} */
    this.notices = tag("div.sb-notices", { role: "status" });
    /** @type {Controls} */
    this.controls = new Controls(this.player, { fullscreen: ["Full screen", "F", () => this.fullscreen()] }, () => this.root);
    /** @type {Record<string, HTMLButtonElement>} */
    this.buttons = this.controls.buttons;
    /** @type {HTMLElement} */
    this.black = tag("button.sb-black", {
      type: "button", "aria-label": "The screen is black: show it again (B)", onclick: () => this.player.act("blank"),
    });
    /** @type {SoundBox} */
    this.sounds = new SoundBox(this.player);
    /** @type {HTMLElement} */
    this.root = tag("section.sb-player", { tabindex: "0", "aria-label": "Hold player", onkeydown: (event) => this.controls.key(event) },
      tag("div.sb-stage", {},
        tag("div.sb-dial", {}, ring, tag("div.sb-face", {}, this.phase, this.count)),
        tag("div.sb-words", {}, this.name, this.side, this.cue),
        tag("div.sb-foot", {},
          tag("div.sb-line", {}, this.next, this.total), this.bar,
          this.controls.root, ...this.parts.map(({ root }) => root), this.sounds.root, this.saved, this.notices),
        tag("div.sb-more", {}, this.steps, this.note, this.done),
        this.picture), this.black);
  }

  // ---- what is drawn ------------------------------------------------------------------------------
  // another segment or state
  show() {
    const { clock, segments, about, cue } = this.player;
    const { state } = clock;
    const index = shownIndex(this.player);
    const segment = segments[index];
    this.root.dataset.state = state;
    this.root.dataset.phase = clock.segment?.kind ?? state;
    write(this.phase, phaseText(this.player, segment));
    this.name.textContent = segment ? segment.name : state === "done" ? "Finished" : "";
    if (segment?.sets > 1) this.name.append(tag("span.sb-set", {}, ` · set ${segment.set} of ${segment.sets}`));
    write(this.side, segment ? sideText(segment) : "");
    write(this.cue, cue);
    this.showSteps(segment, about[segment?.stretch]);
    write(this.next, nextText(this.player, index));
    this.controls.show();
    for (const part of this.parts) part.show();
    this.paint();
  }

  /** @type {(segment?: Segment, about?: About) => void} */
  showSteps(segment, about) {
    const steps = segment && about ? ofSide(about.steps, segment) : [];
    this.note.textContent = about?.note ?? "";
    this.steps.replaceChildren(...steps.map(({ text, held }) =>
      tag("li", held && segment?.kind === "hold" ? { "aria-current": "step" } : {}, text)));
    const { src = "", alt = "" } = this.player.picture(segment && about ? ofSide(about.pictures, segment) : undefined);
    if (this.still.getAttribute("src") !== src) this.still.src = src;
    this.still.alt = alt;
    this.coach.stage.canvas.ariaLabel = alt || `${segment ? named(segment) : ""}: the figure`;
  }

  stillWanted() {
    this.noFigure = true;
    this.player.wantPictures();
  }

  // the time: as often as a change can be seen while the clock runs
  paint() {
    const { clock, holds } = this.player;
    const { state, segment, total } = clock;
    const held = holds.reduce((sum, hold) => sum + hold.held_s, 0);
    const left = segment ? Math.max(0, clock.left) : 0;
    const seconds = wholeSeconds(left);
    const whole = clockText(state === "idle" ? total : Math.round(held) * 1000);
    const shown = segment ? String(seconds) : whole;
    if (this.count.textContent !== shown || !segment) {
      write(this.count, shown);
      this.count.dataset.digits = String(shown.length);
      const label = state === "idle" ? "minutes in all" : state === "done" ? "minutes held" : "seconds left";
      this.count.setAttribute("aria-label", label);
      write(this.total, segment ? `${clockText(clock.totalLeft)} left in all` : "");
      this.bar.value = state === "done" ? 1 : segment ? 1 - clock.totalLeft / total : 0;
    }
    const drawn = CALM.matches ? seconds * 1000 : left; // by steps where motion is not wanted
    const part = segment ? Math.min(1, drawn / (segment.seconds * 1000)) : state === "idle" ? 1 : 0;
    this.arc.setAttribute("stroke-dashoffset", String(RING * (1 - part)));
    this.moveFigure();
    this.ticker.stop();
    if (state !== "running") return;
    const arcMs = CALM.matches ? Infinity : segment.seconds * 1000 * ARC_STEP / RING;
    this.ticker.next(window, this.coach.stage.moving ? 0 : Math.min(arcMs, secondMs(left)));
  }

  moveFigure() {
    const { clock, segments, about } = this.player;
    const index = shownIndex(this.player);
    const elapsed = clock.segment ? clock.elapsed : 0;
    const live = segments[index] && this.coach.show(segments, index, elapsed, (stretch) => about[stretch]?.figure,
      clock.state === "running");
    this.picture.classList.toggle("sb-no-figure", !live);
    if (segments[index] && (!live || this.noFigure)) this.player.wantPictures();
    this.picture.hidden = !segments[index] || !(live || this.still.alt);
  }

  // what is saved, what is to be known, and how the sound is set
  status() {
    const { holds, logs, notices } = this.player;
    const safe = holds.filter((hold) => hold.safe).length;
    const saved = holds.length ? `Saved: ${safe} of ${holds.length} holds.` : "";
    write(this.saved, logs ? saved : "Nothing is logged in this player.");
    const told = JSON.stringify([...notices.values()]);
    if (told !== this.told) {
      /** @type {(act: Act) => HTMLButtonElement} */
      const button = ([words, act]) => tag("button", { type: "button", onclick: act }, words);
      this.notices.replaceChildren(...[...notices.values()].map(({ text, acts }) =>
        tag("p", {}, text, ...acts.map(button))));
    }
    /** @type {string | undefined} */
    this.told = told;
    this.done.replaceChildren(...holds.map(({ id, segment, held_s, status }) =>
      tag("li", { "data-hold": id }, `${named(segment)}: ${held_s.toFixed(1)} s, ${status}`)));
    this.controls.sounds();
    this.black.hidden = !this.player.blank;
    write(this.buttons.fullscreen, document.fullscreenElement ? "Leave full screen" : "Full screen");
    this.sounds.show();
  }

  // ---- what is pressed ----------------------------------------------------------------------------
  fullscreen() {
    const refused = () => this.player.notice("fullscreen", "The browser refused the full screen.");
    if (document.fullscreenElement) document.exitFullscreen();
    else if (!this.root.requestFullscreen) refused();
    else this.root.requestFullscreen().then(() => this.player.notice("fullscreen", ""), refused);
  }

  close() {
    this.ticker.stop();
    this.coach.close();
    this.sounds.close();
    document.removeEventListener("fullscreenchange", this.onFull);
    this.player.remove(this);
  }
}
