// Which tones belong to a moment of a routine.

import { isLong } from "./clock.js";

const AHEAD = 3; // segments after this one that are planned with it

// Tones for what is left of a segment, so many ms after its beginning, and for those after it:
// [[key, name, seconds from now]]; a key is the same whenever the same tone is planned.
export function plannedTones(segments, index, elapsed) {
  const tones = [];
  let begins = -elapsed / 1000;
  segments.slice(index, index + 1 + AHEAD).forEach((segment, further) => {
    const { kind, seconds } = segment;
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
