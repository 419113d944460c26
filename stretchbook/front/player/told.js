// What a player tells of its routine, in words: the same in each place where it is shown.

const PHASE = { ready: "Get ready", hold: "Hold", switch: "Switch sides", rest: "Rest" };

export const sideText = ({ side, side_words }) => (side === "both" ? "" : side_words);
export const named = (segment) => [segment.name, sideText(segment)].filter(Boolean).join(", ");

// before the first side there is none: what is shown is of the side that comes first
export const ofSide = (table, { side }) => table[side] ?? table.left ?? table.both;

// before the start the first hold is shown
export const shownIndex = ({ clock, segments }) =>
  (clock.state === "idle" ? segments.findIndex(({ kind }) => kind === "hold") : clock.index);

export function phaseText({ clock }, segment) {
  const { state } = clock;
  if (state === "idle") return "Total";
  if (state === "paused") return "Paused";
  if (!segment) return "Time held";
  return segment.kind === "hold" && segment.rocking ? "Rock" : PHASE[segment.kind];
}

export function nextText({ clock, segments }, index) {
  if (!segments[index]) return "";
  if (clock.state === "idle") return `First: ${named(segments[index])}`;
  const up = segments.slice(index + 1).find(({ kind }) => kind === "hold");
  return up ? `Next: ${named(up)}` : "This is the last hold.";
}
