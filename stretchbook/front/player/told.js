// What a player tells of its routine, in words: the same in each place where it is shown.

/**
 * @import { PackedPath } from "../figure/keyframe_path.js"
 * @import { RoutineClock } from "./clock.js"
 */

/**
 * What `stretchbook.player_data` gives. A segment that was lengthened keeps the seconds that were planned. Steps are
 * by side; `held` marks the posture held. A picture has no source where the page must ask for it.
 * @typedef {"left" | "right" | "both"} Sided
 * @typedef {{ kind: "ready" | "hold" | "switch" | "rest", stretch: string, side: Sided, set: number, seconds: number,
 *   cue: string, name: string, rocking: boolean, side_words: string, sets: number, planned_s?: number }} Segment
 * @typedef {{ steps: Record<string, { text: string, held: boolean }[]>, note: string, figure: PackedPath | null,
 *   pictures: Record<string, string> }} About
 * @typedef {{ segments?: Segment[], about?: Record<string, About>,
 *   pictures?: Record<string, { src?: string, alt: string }> }} PlayerData
 */

/**
 * As much of a player as words need.
 * @typedef {{ clock: RoutineClock, segments: Segment[] }} Running
 */

/** @type {Record<Segment["kind"], string>} */
const PHASE = { ready: "Get ready", hold: "Hold", switch: "Switch sides", rest: "Rest" };

/**
 * What the side is called; nothing for both.
 * @type {(segment: Pick<Segment, "side" | "side_words">) => string}
 */
export const sideText = ({ side, side_words }) => (side === "both" ? "" : side_words);

/**
 * A segment by its name and side.
 * @type {(segment: Pick<Segment, "name" | "side" | "side_words">) => string}
 */
export const named = (segment) => [segment.name, sideText(segment)].filter(Boolean).join(", ");

/**
 * What a table has for a side. Before the first side there is none: then it is that which comes first.
 * @template T
 * @param {Record<string, T>} table
 * @param {{ side: string }} segment
 * @returns {T}
 */
export const ofSide = (table, { side }) => table[side] ?? table.left ?? table.both;

/**
 * Index of the segment shown; before the start the first hold is.
 * @type {(player: Running) => number}
 */
export const shownIndex = ({ clock, segments }) =>
  (clock.state === "idle" ? segments.findIndex(({ kind }) => kind === "hold") : clock.index);

/**
 * What goes on.
 * @param {Pick<Running, "clock">} player
 * @param {Segment} [segment]
 * @returns {string}
 */
export function phaseText({ clock }, segment) {
  const { state } = clock;
  if (state === "idle") return "Total";
  if (state === "paused") return "Paused";
  if (!segment) return "Time held";
  return segment.kind === "hold" && segment.rocking ? "Rock" : PHASE[segment.kind];
}

/**
 * What comes next.
 * @param {Running} player
 * @param {number} index
 * @returns {string}
 */
export function nextText({ clock, segments }, index) {
  if (!segments[index]) return "";
  if (clock.state === "idle") return `First: ${named(segments[index])}`;
  const up = segments.slice(index + 1).find(({ kind }) => kind === "hold");
  return up ? `Next: ${named(up)}` : "This is the last hold.";
}
