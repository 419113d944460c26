// Which tones belong to a moment of a routine.

import { isLong } from "./clock.js";

/**
 * @import { Segment } from "./told.js"
 * @import { ToneName } from "./sound.js"
 */

/** @typedef {[key: string, name: ToneName, delay: number]} Planned */

const AHEAD = 3; // segments after this one that are planned with it

/**
 * Tones for what is left of a segment, so many ms after its beginning, and for those after it, with the seconds
 * from now; a key is the same whenever the same tone is planned.
 * @param {Pick<Segment, "kind" | "seconds">[]} segments
 * @param {number} index
 * @param {number} elapsed
 * @returns {Planned[]}
 */
export function plannedTones(segments, index, elapsed) {
  /** @type {Planned[]} */
  const tones = [];
  let begins = -elapsed / 1000;
  segments.slice(index, index + 1 + AHEAD).forEach((segment, further) => {
    const { kind, seconds } = segment;
    /** @type {(name: ToneName, at: number) => void} */
    const add = (name, at) => tones.push([`${index + further} ${name} ${at}`, name, begins + at]);
    if (kind === "hold") {
      add("go", 0);
      if (isLong(segment)) add("half", seconds / 2);
      add("end", seconds);
    } else if (kind === "ready") for (const s of [3, 2, 1]) if (s <= seconds) add("tick", seconds - s);
    begins += seconds;
  });
  return tones;
}
