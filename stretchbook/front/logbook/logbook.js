// Sessions as a table. Notes and everything else from the log are shown as text.

import { able, clockText, counted, tag } from "../shared/dom.js";
import { holdsRow } from "./logbook_holds.js";

const PAGE = 10;

const score = (value) => (value === null || value === undefined ? "–" : String(value));

export class Logbook {
  static takes = ["_rows", "_open", "_deleted", "_areas", "_sides", "_said", "_demo"];

  // on.send(message) asks the log for a change and says whether there is anybody to ask
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    this.first = 0; // of the sessions shown, counted from the newest
    this.form = null; // what is being changed: {id, row (its element)}
    this.table = tag("div");
    this.said = tag("span", { role: "status" });
    this.where = tag("span");
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

  update(changed) {
    Object.assign(this.values, changed);
    if ("_said" in changed) this.said.textContent = changed._said;
    if (Object.keys(changed).some((name) => name !== "_said")) this.render();
  }

  hear({ type, id }) {
    if (type === "changed" && id === this.form?.id) this.leave();
  }

  close() {}

  get rows() { return this.values._rows; }

  get holds() { return this.values._open.holds ?? []; }

  get opened() { return this.values._open.session; }

  get areas() {
    const about = (row, area) => row.areas.includes(area)
      || [row.pain_before[area], row.pain_after[area]].some((value) => value !== null);
    return this.values._areas.filter((area) => this.rows.some((row) => about(row, area)));
  }

  // at: name of a place to which the focus can return
  button(text, press, at = "", attributes = {}) {
    return tag("button", { type: "button", onclick: press, ...(at ? { "data-at": at } : {}), ...attributes }, text);
  }

  send(message) {
    if (this.on.send(message)) return;
    this.said.textContent = "Nothing was changed: the kernel is not running; run this notebook again.";
  }

  turn(step) {
    const first = this.first + step * PAGE;
    if (first < this.rows.length) this.show(first);
  }

  // show a page that begins with the session of this number, the newest being 0
  show(wanted) {
    const first = Math.max(0, wanted);
    if (first === this.first || this.busy()) return;
    this.first = first;
    this.render();
  }

  // the newest session of a month, such as 2026-11
  goTo(month) {
    this.show(this.rows.findIndex(({ day }) => day.startsWith(month)));
    this.renderMonths(); // where a change is open, the month is still the same
  }

  // every month that has sessions, and which of them is shown
  renderMonths() {
    const months = [...new Set(this.rows.map(({ day }) => day.slice(0, 7)))];
    this.month.hidden = this.rows.length <= PAGE;
    if (months.join() !== this.months) this.month.replaceChildren(...months.map((month) => tag("option", {}, month)));
    this.months = months.join();
    this.month.value = this.rows[this.first]?.day.slice(0, 7) ?? "";
  }

  // What is being typed is not lost by another press: it is saved or cancelled first.
  busy() {
    if (!this.form) return false;
    this.said.textContent = "Save or cancel the change that is open first.";
    this.form.row.querySelector("input, textarea").focus();
    return true;
  }

  render() {
    if (this.form && ![...this.rows, ...this.holds].some(({ id }) => id === this.form.id)) this.form = null;
    if (this.first >= this.rows.length) this.first = Math.max(0, this.rows.length - PAGE);
    const active = document.activeElement;
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
    if (inside && this.table.contains(active)) active.focus(); // in the form, which is the same as before
    else if (inside) this.focus(active.dataset.at);
  }

  renderDeleted() {
    const deleted = this.values._deleted;
    const item = ({ id, name }) => tag("li", {}, `${name} `,
      this.button("Bring back", () => this.send({ type: "restore", id }), "", { "aria-label": `Bring back the ${name}` }));
    const had = this.gone.contains(document.activeElement);
    this.gone.replaceChildren(tag("summary", {}, `Deleted (${deleted.length})`), tag("ul", {}, ...deleted.map(item)));
    this.gone.hidden = !deleted.length;
    if (had) (deleted.length ? this.gone.firstChild : this.undo).focus();
  }

  // the focus stays where the person works
  focus(at) {
    (this.table.querySelector(`[data-at="${CSS.escape(at ?? "")}"]`) ?? this.undo).focus();
  }

  // Open the form of a session or a hold. make(save, cancel) gives its row; given() what was changed in it.
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
    this.form.row.querySelector("input, textarea").focus();
  }

  leave() {
    const { id } = this.form;
    this.form = null;
    this.render();
    this.focus(`edit ${id}`);
  }

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

  row(row) {
    const name = (text) => ({ "aria-label": `${text} session of ${row.day}, ${row.number}` });
    const remove = () => this.send({ type: "delete", id: row.id });
    const change = (area) => `${score(row.pain_before[area])} → ${score(row.pain_after[area])}`;
    const pain = this.areas.map((area) => tag("td", {}, change(area)));
    const acts = [this.button("Edit", () => this.editRow(row), `edit ${row.id}`, name("Edit")),
      this.button("Delete", remove, `delete ${row.id}`, name("Delete"))];
    return this.cells(row, pain, row.note, acts);
  }

  editRow(row) {
    const note = tag("textarea", { rows: "2", "aria-label": "Note" });
    note.value = row.note;
    const rate = (moment, area) => {
      const select = tag("select", { "aria-label": `Pain ${moment}, ${area}` },
        tag("option", { value: "" }, "–"),
        ...[...Array(11).keys()].map((n) => tag("option", { value: n }, String(n))));
      select.value = row[`pain_${moment}`][area] ?? "";
      return { moment, area, select, was: select.value };
    };
    const scales = this.areas.map((area) => [rate("before", area), rate("after", area)]);
    const given = () => {
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
