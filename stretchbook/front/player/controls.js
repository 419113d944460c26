// The buttons and keys of a player, the same in each place where it is shown.

import { able, isAble, tag, write } from "../shared/dom.js";

/** @import { Player } from "./player.js" */

/** @typedef {[words: string, key: string, act: () => void]} Further */

/** @type {Record<string, string>} */
const KEYS = {
  " ": "toggle", p: "previous", n: "skip", r: "restart", s: "stop", Escape: "stop", m: "mute", f: "fullscreen",
  "+": "longer", "-": "shorter",
};
/** @type {Record<string, string>} */
const CLICKER = { PageDown: "skip", PageUp: "previous", b: "blank", ".": "blank" }; // before a room
const BUTTONS = {
  toggle: ["Start", "Space"], previous: ["Previous hold", "P"], skip: ["Skip", "N"], restart: ["Restart hold", "R"],
  shorter: ["\u221210 s", "-"], longer: ["+10 s", "+"], stop: ["Stop", "S"], mute: ["Mute", "M"],
};
const TOGGLE = { idle: "Start", running: "Pause", paused: "Resume", done: "Start again" };
const STIRRED_PX = 12; // a hand that moves further while a button is down means something else
const DOUBLE_MS = 300; // two presses on Start within this time are one: else it would start and pause

/** @type {(target: EventTarget | null) => Document} */
const ownerOf = (target) => /** @type {Element} */ (target).ownerDocument;

/** Buttons and keys of one view of a player. */
export class Controls {
  /**
   * @param {Player} player
   * @param {Record<string, Further>} further  buttons of this place alone, by action
   * @param {() => HTMLElement} place  the element that has the keys
   */
  constructor(player, further, place) {
    this.player = player;
    this.further = further;
    this.place = place;
    /** @type {(action: string, words: string[]) => HTMLButtonElement} */
    const button = (action, [text, key]) => tag(`button.sb-${action}`, {
      type: "button", "aria-keyshortcuts": key === "+" ? "Plus" : key, title: `${text} (${key})`,
      onpointerdown: (event) => this.goDown(action, event), onclick: (event) => this.click(action, event),
    }, text);
    /** @type {Record<string, HTMLButtonElement>} */
    this.buttons = Object.fromEntries(Object.entries({ ...BUTTONS, ...further }).map(([action, words]) => [action, button(action, words)]));
    this.root = tag("div.sb-controls", { role: "group", "aria-label": "Controls" }, ...Object.values(this.buttons));
  }

  // another segment or state
  show() {
    const { clock, live, segments, waiting } = this.player;
    const { state } = clock;
    const kind = clock.segment?.kind;
    const what = kind === "rest" || kind === "switch" ? kind : "hold";
    write(this.buttons.skip, `Skip ${what}`);
    write(this.buttons.restart, `Restart ${what}`);
    const gone = !live && !clock.active;
    write(this.buttons.toggle, gone ? "Run this cell" : waiting && state === "done" ? "Show the new routine" : TOGGLE[state]);
    for (const action of ["previous", "skip", "restart", "shorter", "longer", "stop"]) able(this.buttons[action], clock.active);
    able(this.buttons.toggle, segments.length > 0 && !gone);
  }

  sounds() { write(this.buttons.mute, this.player.sound.prefs.mute ? "Unmute" : "Mute"); }

  // ---- what is pressed ----------------------------------------------------------------------------
  // A clicker's keys scroll a page that is read at home, so they count before a room only: there or in full screen.
  /** @type {(event: KeyboardEvent) => string | undefined} */
  actionOf({ key, target }) {
    const name = key.length === 1 ? key.toLowerCase() : key;
    const { player } = this;
    if (!(name in CLICKER) || !(player.room || ownerOf(target).fullscreenElement)) return KEYS[name];
    return name === "PageDown" && player.clock.state === "idle" ? "toggle" : CLICKER[name];
  }

  /** @type {(event: KeyboardEvent) => void} */
  key(event) {
    const action = this.actionOf(event);
    if (event.ctrlKey || event.metaKey || event.altKey || !action) return;
    const { tagName } = /** @type {Element} */ (event.target);
    const inControl = /^(INPUT|SELECT|SUMMARY)$/.test(tagName);
    if (inControl || (event.key === " " && tagName === "BUTTON")) return; // their own keys
    if (event.key === "Escape" && ownerOf(event.target).fullscreenElement) return; // leaves the full screen only
    event.preventDefault();
    if (!event.repeat) this.press(action, event);
  }

  // A page that moves while a button is down takes the click away from it, but not the press.
  /** @type {(action: string, event: PointerEvent) => void} */
  goDown(action, { button, pointerId, clientX, clientY, view }) {
    if (button) return;
    const lift = new AbortController();
    /** @type {(name: "pointerup" | "pointercancel", act: (event: PointerEvent) => void) => void} */
    const listen = (name, act) => view?.addEventListener(name, act, { capture: true, signal: lift.signal });
    listen("pointercancel", () => lift.abort());
    listen("pointerup", (event) => {
      if (event.pointerId !== pointerId) return;
      lift.abort();
      if (Math.hypot(event.clientX - clientX, event.clientY - clientY) > STIRRED_PX) return;
      /** @type {{ action: string } | null | undefined} */
      this.lifted = { action };
      this.press(action, event);
    });
  }

  // a click without a pointer, from the keyboard or a screen reader, or one that has counted already
  /** @type {(action: string, event: MouseEvent) => void} */
  click(action, event) {
    const { lifted } = this;
    this.lifted = null;
    if (!event.detail || lifted?.action !== action) this.press(action, event);
  }

  /** @type {(action: string, event: UIEvent) => void} */
  press(action, event) {
    if ("pointerType" in event && event.pointerType) this.place().focus({ preventScroll: true }); // so that Space pauses after a click too
    if (action in this.further) this.further[action][2]();
    else if (action === "blank") this.player.act(action);
    else if (this.buttons[action] && isAble(this.buttons[action]) && !this.twice(action, event)) this.player.act(action);
  }

  /** @type {(action: string, event: UIEvent) => boolean} */
  twice(action, { timeStamp }) {
    const since = timeStamp - (this.toggledAt ?? -DOUBLE_MS);
    if (action === "toggle" && since >= DOUBLE_MS) this.toggledAt = timeStamp;
    return action === "toggle" && since < DOUBLE_MS;
  }
}
