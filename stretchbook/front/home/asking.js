// A page for any routine: which one it is stands in its address, or is asked for.

import { clockText, counted, tag, write } from "../shared/dom.js";
import { hasText, readRoutine } from "./routine_text.js";

/** Ask for the text of a routine until there is one; show(data) then shows it. */
export function askFor(page, data, show) {
  const field = tag("textarea", { rows: 3, "aria-label": "The routine's text", placeholder: "sb1. and more, or the whole address" });
  const said = tag("p", { role: "status" });
  const read = async (text) => {
    try {
      const made = await readRoutine(text, data);
      cutDown(page, made);
      await show(made);
    } catch ({ message }) {
      write(said, message);
    }
  };
  const form = tag("form.home-asks.sb-note-form", { onsubmit: (event) => {
    event.preventDefault();
    read(field.value);
  } }, tag("label", {}, tag("b", {}, "Which routine? "), "Scan its code with the camera, or paste the text of it here.", field),
  tag("button", { type: "submit" }, "Show it"), said);
  page.querySelector(".home-mount").replaceChildren(form);
  const { location } = page.defaultView;
  page.defaultView.addEventListener("hashchange", () => hasText(location.hash) && location.reload());
  return hasText(location.hash) ? read(location.hash) : Promise.resolve();
}

// pictures and steps of this routine alone, in its order and with its times
function cutDown(page, { plan, segments }) {
  const total = segments.reduce((sum, { seconds }) => sum + seconds, 0);
  const holds = segments.filter(({ kind }) => kind === "hold").length;
  const number = plan.stretches.length;
  const words = `${clockText(total * 1000)} min: ${number} ${number === 1 ? "stretch" : "stretches"}, ${counted(plan.sets, "set")}, ${counted(holds, "hold")}`;
  for (const place of page.querySelectorAll(".home-head p, .sb-sheet-time span")) write(place, words);
  const boxes = page.querySelector(".sb-sheet-boxes");
  const known = new Map([...boxes.querySelectorAll("[data-stretch]")].map((box) => [box.dataset.stretch, box]));
  boxes.replaceChildren(...plan.stretches.map((stretch, at) => {
    const heading = known.get(stretch).querySelector("h2");
    const time = plan.hold_s === null ? "$1" : `: ${plan.hold_s} s `;
    heading.textContent = heading.textContent.replace(/^\d+/, at + 1).replace(/(: [\d.e+]+ s )(?=(hold|rocking)(, each side)?$)/, time);
    return known.get(stretch);
  }));
}
