// The holds of one session, as a row of the logbook's table: each can be changed and deleted.

import { tag } from "../shared/dom.js";

/**
 * @import { Attributes } from "../shared/dom.js"
 * @import { HoldRow, Logbook } from "./logbook.js"
 */

/**
 * The holds of the session that is open.
 * @param {Logbook} logbook
 * @param {number} columns
 * @returns {HTMLElement}
 */
export function holdsRow(logbook, columns) {
  const { holds } = logbook;
  const heads = ["Stretch", "Side", "Set", "Planned", "Held", "Status", "Change"];
  const body = holds.map((hold, index) =>
    (logbook.form?.id === hold.id ? logbook.form.row : showHold(logbook, hold, index + 1)));
  const table = tag("table.sb-holds", { "aria-label": "Holds of this session" },
    tag("thead", {}, tag("tr", {}, ...heads.map((head) => tag("th", { scope: "col" }, head)))),
    tag("tbody", {}, ...body));
  return tag("tr", {}, tag("td", { colspan: columns }, holds.length ? table : "This session has no holds."));
}

/** @type {(hold: HoldRow, side: string | HTMLElement, held: string | HTMLElement, acts: HTMLElement[]) => HTMLElement} */
function holdCells(hold, side, held, acts) {
  return tag("tr", {}, tag("th", { scope: "row" }, hold.name), tag("td", {}, side), tag("td", {}, String(hold.set)),
    tag("td", {}, `${hold.planned_s} s`), tag("td", {}, held), tag("td", {}, hold.status), tag("td.sb-acts", {}, ...acts));
}

/** @type {(logbook: Logbook, hold: HoldRow, number: number) => HTMLElement} */
function showHold(logbook, hold, number) {
  /** @type {(text: string) => Attributes} */
  const name = (text) => ({ "aria-label": `${text} hold ${number}, ${hold.name}, ${hold.side}` });
  return holdCells(hold, hold.side, `${hold.held_s} s`, [
    logbook.button("Edit", () => editHold(logbook, hold), `edit ${hold.id}`, name("Edit")),
    logbook.button("Delete", () => logbook.send({ type: "delete", id: hold.id }), `delete ${hold.id}`, name("Delete"))]);
}

// Only what was changed is sent: the status follows the seconds, if they are others.
/** @type {(logbook: Logbook, hold: HoldRow) => void} */
function editHold(logbook, hold) {
  const held = tag("input", { inputmode: "decimal", "aria-label": "Seconds held" });
  held.value = String(hold.held_s);
  const side = tag("select", { "aria-label": "Side" },
    ...logbook.values._sides.map((word) => tag("option", { value: word }, word)));
  side.value = hold.side;
  const given = () => ({
    ...(held.value === String(hold.held_s) ? {} : { held_s: held.value.trim().replace(",", ".") }),
    ...(side.value === hold.side ? {} : { side: side.value }),
  });
  logbook.edit("edit hold", hold.id, (...acts) => holdCells(hold, side, held, acts), given);
}
