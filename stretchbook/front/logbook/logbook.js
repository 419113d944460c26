// Sessions as a table. Notes and everything else from the log are shown as text.

import { able, clockText, counted, tag } from "../shared/dom.js";
import { holdsRow } from "./logbook_holds.js";

/**
 * @import { On } from "../hosts/notebook.js"
 * @import { Attributes } from "../shared/dom.js"
 */

/**
 * A session and a hold as the table shows them, and what is being changed: its row, with the fields.
 * @typedef {{ id: string, number: number, day: string, time: string, areas: string, held_s: number, holds: number,
 *   note: string, pain_before: Record<string, number | null>, pain_after: Record<string, number | null> }} SessionRow
 * @typedef {{ id: string, name: string, side: string, set: number, planned_s: number, held_s: number,
 *   status: string }} HoldRow
 * @typedef {{ id: string, row: HTMLElement }} Form
 * @typedef {{ _rows: SessionRow[], _open: { session?: string, holds?: HoldRow[] }, _deleted: { id: string, name: string }[],
 *   _areas: string[], _sides: string[], _said: string, _demo: boolean }} LogbookValues
 */

const PAGE = 10;

/** @type {(value?: number | null) => string} */
const score = (value) => (value === null || value === undefined ? "–" : String(value));

/** @type {(form: Form) => void} */
function toField({ row }) {
  /** @type {HTMLElement | null} */
  const field = row.querySelector("input, textarea");
  field?.focus();
}

/** The table of one log. `on.send` asks the log for a change. */
export class Logbook {
  /** @type {(keyof LogbookValues)[]} */
  static takes = ["_rows", "_open", "_deleted", "_areas", "_sides", "_said", "_demo"];

  /**
   * @param {HTMLElement} el
   * @param {LogbookValues} values
   * @param {On<LogbookValues>} on
   */
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    this.first = 0; // of the sessions shown, counted from the newest
    /** @type {Form | null} */
    this.form = null; // what is being changed
    this.table = tag("div");
    this.said = tag("span", { role: "status" });
    this.where = tag("span");
    /** @type {HTMLSelectElement} */
    this.month = tag("select", { "aria-label": "Go to a month", onchange: () => this.goTo(this.month.value) });
    this.undo = this.button("Undo", () => this.send({ type: "undo" }));
    this.redo = this.button("Redo", () => this.send({ type: "redo" }));
    this.gone = tag("details.sb-deleted");
    this.newer = this.button("Newer", () => this.turn(-1));
    this.older = this.button("Older", () => this.turn(1));
    const label = "Demonstration log: synthetic, nobody's data. Changes here are forgotten.";
    el.append(tag("section.sb-logbook", { "aria-label": "Logbook" },
      ...(values._demo ? [tag("p.sb-demo", {}, label)] : []), this.table,
      tag("div.sb-logbook-bar", {}, this.undo, this.redo, this.newer, this.older, this.where, this.month, this.said),
      this.gone));
    this.update(values);
  }

  /** @type {(changed: Partial<LogbookValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    if ("_said" in changed) this.said.textContent = changed._said ?? "";
    if (Object.keys(changed).some((name) => name !== "_said")) this.render();
  }

  /** @type {(message: { type: string, id: string }) => void} */
  hear({ type, id }) {
    if (type === "changed" && id === this.form?.id) this.leave();
  }

  close() {}

  get rows() { return this.values._rows; }

  get holds() { return this.values._open.holds ?? []; }

  get opened() { return this.values._open.session; }

  get areas() {
    /** @type {(row: SessionRow, area: string) => boolean} */
    const about = (row, area) => row.areas.includes(area)
      || [row.pain_before[area], row.pain_after[area]].some((value) => value !== null);
    return this.values._areas.filter((area) => this.rows.some((row) => about(row, area)));
  }

  // at: name of a place to which the focus can return
  /** @type {(text: string, press: () => void, at?: string, attributes?: Attributes) => HTMLButtonElement} */
  button(text, press, at = "", attributes = {}) {
    return tag("button", { type: "button", onclick: press, ...(at ? { "data-at": at } : {}), ...attributes }, text);
  }

  /** @type {(message: object) => void} */
  send(message) {
    if (this.on.send(message)) return;
    this.said.textContent = "Nothing was changed: the kernel is not running; run this notebook again.";
  }

  /** @type {(step: number) => void} */
  turn(step) {
    const first = this.first + step * PAGE;
    if (first < this.rows.length) this.show(first);
  }

  // show a page that begins with the session of this number, the newest being 0
  /** @type {(wanted: number) => void} */
  show(wanted) {
    const first = Math.max(0, wanted);
    if (first === this.first || this.busy()) return;
    this.first = first;
    this.render();
  }

  // the newest session of a month, such as 2026-11
  /** @type {(month: string) => void} */
  goTo(month) {
    this.show(this.rows.findIndex(({ day }) => day.startsWith(month)));
    this.renderMonths(); // where a change is open, the month is still the same
  }

  // every month that has sessions, and which of them is shown
  renderMonths() {
    const months = [...new Set(this.rows.map(({ day }) => day.slice(0, 7)))];
    this.month.hidden = this.rows.length <= PAGE;
    if (months.join() !== this.months) this.month.replaceChildren(...months.map((month) => tag("option", {}, month)));
    /** @type {string | undefined} */
    this.months = months.join();
    this.month.value = this.rows[this.first]?.day.slice(0, 7) ?? "";
  }

  // What is being typed is not lost by another press: it is saved or cancelled first.
  busy() {
    if (!this.form) return false;
    this.said.textContent = "Save or cancel the change that is open first.";
    toField(this.form);
    return true;
  }

  render() {
    if (this.form && ![...this.rows, ...this.holds].some(({ id }) => id === this.form?.id)) this.form = null;
    if (this.first >= this.rows.length) this.first = Math.max(0, this.rows.length - PAGE);
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    const inside = this.table.contains(active);
    const shown = this.rows.slice(this.first, this.first + PAGE);
    const pain = this.areas.map((area) => `Pain, ${area}`);
    const heads = ["Day", "Pain areas", "Holds done", "Time held", ...pain, "Note", "Change"];
    const table = tag("table", {},
      tag("thead", {}, tag("tr", {}, ...heads.map((head) => tag("th", { scope: "col" }, head)))),
      tag("tbody", {}, ...shown.flatMap((row) => [
        this.form?.id === row.id ? this.form.row : this.row(row),
        ...(this.opened === row.id ? [holdsRow(this, heads.length)] : [])])));
    this.table.replaceChildren(this.rows.length
      ? tag("div.sb-scroll", { tabindex: "0", role: "region", "aria-label": "Sessions" }, table)
      : tag("p", {}, "No sessions yet."));
    const range = this.rows.length > PAGE ? `${this.first + 1} to ${this.first + shown.length} of ` : "";
    this.where.textContent = range + counted(this.rows.length, "session");
    able(this.newer, this.first > 0);
    able(this.older, this.first + PAGE < this.rows.length);
    this.renderMonths();
    this.renderDeleted();
    if (inside && this.table.contains(active)) active?.focus(); // in the form, which is the same as before
    else if (inside) this.focus(active?.dataset.at);
  }

  renderDeleted() {
    const deleted = this.values._deleted;
    /** @type {(deleted: LogbookValues["_deleted"][number]) => HTMLElement} */
    const item = ({ id, name }) => tag("li", {}, `${name} `,
      this.button("Bring back", () => this.send({ type: "restore", id }), "", { "aria-label": `Bring back the ${name}` }));
    const had = this.gone.contains(document.activeElement);
    this.gone.replaceChildren(tag("summary", {}, `Deleted (${deleted.length})`), tag("ul", {}, ...deleted.map(item)));
    this.gone.hidden = !deleted.length;
    if (had) (this.gone.querySelector("summary") ?? this.undo).focus();
  }

  // the focus stays where the person works
  /** @type {(at?: string) => void} */
  focus(at) {
    /** @type {HTMLElement} */
    const place = this.table.querySelector(`[data-at="${CSS.escape(at ?? "")}"]`) ?? this.undo;
    place.focus();
  }

  // Open the form of a session or a hold. make(save, cancel) gives its row; given() what was changed in it.
  /** @type {(type: string, id: string, make: (save: HTMLElement, cancel: HTMLElement) => HTMLElement, given: () => object) => void} */
  edit(type, id, make, given) {
    if (this.busy()) return;
    const save = () => {
      const changed = given();
      if (Object.keys(changed).length) this.send({ type, id, given: changed });
      else this.leave();
    };
    const at = `save ${id}`;
    this.form = { id, row: make(this.button("Save", save, at), this.button("Cancel", () => this.leave())) };
    this.render();
    toField(this.form);
  }

  leave() {
    const { form } = this;
    this.form = null;
    this.render();
    if (form) this.focus(`edit ${form.id}`);
  }

  /** @type {(row: SessionRow, pain: HTMLElement[], note: string | HTMLElement, acts: HTMLElement[]) => HTMLElement} */
  cells(row, pain, note, acts) {
    const held = clockText(Math.round(row.held_s) * 1000);
    const open = this.opened === row.id;
    const turn = () => { if (!this.busy()) this.send({ type: "open", id: open ? null : row.id }); };
    const holds = this.button(String(row.holds), turn, `holds ${row.id}`, {
      "aria-expanded": String(open), "aria-label": `${row.holds} holds, session of ${row.day}, ${row.number}`,
      title: "Show the holds; a skipped one is not counted" });
    const day = tag("th", { scope: "row" }, row.day, " ", tag("small", {}, row.time));
    return tag("tr", {}, day, tag("td", {}, row.areas),
      tag("td", {}, holds), tag("td", {}, held), ...pain,
      tag("td.sb-note", {}, note), tag("td.sb-acts", {}, ...acts));
  }

  /** @type {(row: SessionRow) => HTMLElement} */
  row(row) {
    /** @type {(text: string) => Attributes} */
    const name = (text) => ({ "aria-label": `${text} session of ${row.day}, ${row.number}` });
    const remove = () => this.send({ type: "delete", id: row.id });
    /** @type {(area: string) => string} */
    const change = (area) => `${score(row.pain_before[area])} → ${score(row.pain_after[area])}`;
    const pain = this.areas.map((area) => tag("td", {}, change(area)));
    const acts = [this.button("Edit", () => this.editRow(row), `edit ${row.id}`, name("Edit")),
      this.button("Delete", remove, `delete ${row.id}`, name("Delete"))];
    return this.cells(row, pain, row.note, acts);
  }

  /** @type {(row: SessionRow) => void} */
  editRow(row) {
    const note = tag("textarea", { rows: "2", "aria-label": "Note" });
    note.value = row.note;
    /** @type {(moment: "before" | "after", area: string) => { moment: "before" | "after", area: string, select: HTMLSelectElement, was: string }} */
    const rate = (moment, area) => {
      const select = tag("select", { "aria-label": `Pain ${moment}, ${area}` },
        tag("option", { value: "" }, "–"),
        ...[...Array(11).keys()].map((n) => tag("option", { value: n }, String(n))));
      select.value = String(row[`pain_${moment}`][area] ?? "");
      return { moment, area, select, was: select.value };
    };
    const scales = this.areas.map((area) => [rate("before", area), rate("after", area)]);
    const given = () => {
      /** @type {Partial<Pick<SessionRow, "note" | "pain_before" | "pain_after">>} */
      const changed = note.value === row.note ? {} : { note: note.value };
      for (const { moment, area, select, was } of scales.flat()) {
        if (select.value === was) continue;
        (changed[`pain_${moment}`] ??= {})[area] = select.value === "" ? null : Number(select.value);
      }
      return changed;
    };
    const pain = scales.map(([before, after]) => tag("td", {}, before.select, " → ", after.select));
    this.edit("edit", row.id, (...acts) => this.cells(row, pain, note, acts), given);
  }
}
