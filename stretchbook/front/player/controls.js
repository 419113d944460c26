// The buttons and keys of a player, the same in each place where it is shown.

import { able, isAble, tag, write } from "../shared/dom.js";

const KEYS = {
  " ": "toggle", p: "previous", n: "skip", r: "restart", s: "stop", Escape: "stop", m: "mute", f: "fullscreen",
  "+": "longer", "-": "shorter",
};
const CLICKER = { PageDown: "skip", PageUp: "previous", b: "blank", ".": "blank" }; // before a room
const BUTTONS = {
  toggle: ["Start", "Space"], previous: ["Previous hold", "P"], skip: ["Skip", "N"], restart: ["Restart hold", "R"],
  shorter: ["\u221210 s", "-"], longer: ["+10 s", "+"], stop: ["Stop", "S"], mute: ["Mute", "M"],
};
const TOGGLE = { idle: "Start", running: "Pause", paused: "Resume", done: "Start again" };
const STIRRED_PX = 12; // a hand that moves further while a button is down means something else
const DOUBLE_MS = 300; // two presses on Start within this time are one: else it would start and pause

export class Controls {
  // further: buttons of this place alone, {action: [words, key, what it does]}; place(): the element that has the keys
  constructor(player, further, place) {
    Object.assign(this, { player, further, place });
    const button = (action, [text, key]) => tag(`button.sb-${action}`, {
      type: "button", "aria-keyshortcuts": key === "+" ? "Plus" : key, title: `${text} (${key})`,
      onpointerdown: (event) => this.goDown(action, event), onclick: (event) => this.click(action, event),
    }, text);
    this.buttons = Object.fromEntries(Object.entries({ ...BUTTONS, ...further }).map(([action, words]) => [action, button(action, words)]));
    this.root = tag("div.sb-controls", { role: "group", "aria-label": "Controls" }, ...Object.values(this.buttons));
  }

  // another segment or state
  show() {
    const { clock, live, segments, waiting } = this.player;
    const { state } = clock;
    const what = ["rest", "switch"].includes(clock.segment?.kind) ? clock.segment.kind : "hold";
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
  actionOf({ key, target }) {
    const name = key.length === 1 ? key.toLowerCase() : key;
    const { player } = this;
    if (!(name in CLICKER) || !(player.room || target.ownerDocument.fullscreenElement)) return KEYS[name];
    return name === "PageDown" && player.clock.state === "idle" ? "toggle" : CLICKER[name];
  }

  key(event) {
    const action = this.actionOf(event);
    if (event.ctrlKey || event.metaKey || event.altKey || !action) return;
    const inControl = /^(INPUT|SELECT|SUMMARY)$/.test(event.target.tagName);
    if (inControl || (event.key === " " && event.target.tagName === "BUTTON")) return; // their own keys
    if (event.key === "Escape" && event.target.ownerDocument.fullscreenElement) return; // leaves the full screen only
    event.preventDefault();
    if (!event.repeat) this.press(action, event);
  }

  // A page that moves while a button is down takes the click away from it, but not the press.
  goDown(action, { button, pointerId, clientX, clientY, view }) {
    if (button) return;
    const lift = new AbortController();
    const listen = (name, act) => view.addEventListener(name, act, { capture: true, signal: lift.signal });
    listen("pointercancel", () => lift.abort());
    listen("pointerup", (event) => {
      if (event.pointerId !== pointerId) return;
      lift.abort();
      if (Math.hypot(event.clientX - clientX, event.clientY - clientY) > STIRRED_PX) return;
      this.lifted = { action };
      this.press(action, event);
    });
  }

  // a click without a pointer, from the keyboard or a screen reader, or one that has counted already
  click(action, event) {
    const { lifted } = this;
    this.lifted = null;
    if (!event.detail || lifted?.action !== action) this.press(action, event);
  }

  press(action, event) {
    if (event.pointerType) this.place().focus({ preventScroll: true }); // so that Space pauses after a click too
    if (action in this.further) this.further[action][2]();
    else if (action === "blank") this.player.act(action);
    else if (this.buttons[action] && isAble(this.buttons[action]) && !this.twice(action, event)) this.player.act(action);
  }

  twice(action, { timeStamp }) {
    const since = timeStamp - (this.toggledAt ?? -DOUBLE_MS);
    if (action === "toggle" && since >= DOUBLE_MS) this.toggledAt = timeStamp;
    return action === "toggle" && since < DOUBLE_MS;
  }
}
