// A page for any routine: which one it is stands in its address, or is asked for.

import { clockText, counted, tag, write } from "../shared/dom.js";
import { hasText, readRoutine } from "./routine_text.js";

/**
 * @import { PageData } from "../hosts/page.js"
 * @import { AnyData, MadeData } from "./routine_text.js"
 */

/**
 * Ask for the text of a routine until there is one; show(data) then shows it.
 * @param {Document} page
 * @param {AnyData} data
 * @param {(data: PageData) => Promise<void>} show
 * @returns {Promise<void>}
 */
export function askFor(page, data, show) {
  const field = tag("textarea", { rows: 3, "aria-label": "The routine's text", placeholder: "sb1. and more, or the whole address" });
  const said = tag("p", { role: "status" });
  /** @type {(text: string) => Promise<void>} */
  const read = async (text) => {
    try {
      const made = await readRoutine(text, data);
      cutDown(page, made);
      await show(made);
    } catch (error) {
      write(said, /** @type {Error} */ (error).message);
    }
  };
  const form = tag("form.home-asks.sb-note-form", { onsubmit: (event) => {
    event.preventDefault();
    read(field.value);
  } }, tag("label", {}, tag("b", {}, "Which routine? "), "Scan its code with the camera, or paste the text of it here.", field),
  tag("button", { type: "submit" }, "Show it"), said);
  page.querySelector(".home-mount")?.replaceChildren(form);
  const view = /** @type {Window} */ (page.defaultView);
  const { location } = view;
  view.addEventListener("hashchange", () => hasText(location.hash) && location.reload());
  return hasText(location.hash) ? read(location.hash) : Promise.resolve();
}

// pictures and steps of this routine alone, in its order and with its times
/** @type {(page: Document, made: MadeData) => void} */
function cutDown(page, { plan, segments }) {
  const total = segments.reduce((sum, { seconds }) => sum + seconds, 0);
  const holds = segments.filter(({ kind }) => kind === "hold").length;
  const number = plan.stretches.length;
  const words = `${clockText(total * 1000)} min: ${number} ${number === 1 ? "stretch" : "stretches"}, ${counted(plan.sets, "set")}, ${counted(holds, "hold")}`;
  for (const place of page.querySelectorAll(".home-head p, .sb-sheet-time span")) write(place, words);
  const boxes = page.querySelector(".sb-sheet-boxes");
  if (!boxes) return;
  /** @type {NodeListOf<HTMLElement>} */
  const given = boxes.querySelectorAll("[data-stretch]");
  const known = new Map([...given].map((box) => [box.dataset.stretch, box]));
  boxes.replaceChildren(...plan.stretches.flatMap((stretch, at) => {
    const box = known.get(stretch);
    const heading = box?.querySelector("h2");
    if (!box || !heading) return [];
    const time = plan.hold_s === null ? "$1" : `: ${plan.hold_s} s `;
    heading.textContent = heading.textContent.replace(/^\d+/, String(at + 1)).replace(/(: [\d.e+]+ s )(?=(hold|rocking)(, each side)?$)/, time);
    return [box];
  }));
}
