// Sessions as a table. Notes and everything else from the log are shown as text.

const PAGE = 10;
const DRAWN = ["_rows", "_open", "_deleted"];

const score = (value) => (value === null || value === undefined ? "–" : String(value));

class Logbook {
  constructor(model, el) {
    this.model = model;
    this.page = 0;
    this.editing = null;
    this.table = tag("div");
    this.said = tag("span", { role: "status" });
    this.where = tag("span");
    this.undo = this.button("Undo", () => this.send({ type: "undo" }));
    this.redo = this.button("Redo", () => this.send({ type: "redo" }));
    this.gone = tag("details.sb-deleted");
    this.newer = this.button("Newer", () => this.turn(-1));
    this.older = this.button("Older", () => this.turn(1));
    const label = "Demonstration log: synthetic, nobody's data. Changes here are forgotten.";
    el.append(tag("section.sb-logbook", {
      "aria-label": "Logbook", onkeydown: keepKey },
      ...(model.get("_demo") ? [tag("p.sb-demo", {}, label)] : []), this.table,
      tag("div.sb-logbook-bar", {}, this.undo, this.redo, this.newer, this.older, this.where, this.said),
      this.gone));
    this.draw = () => { if (this.editing === null) this.render(); }; // what is being typed stays
    this.say = () => { this.said.textContent = model.get("_said"); };
    for (const name of DRAWN) model.on(`change:${name}`, this.draw);
    model.on("change:_said", this.say);
    this.render();
    this.say();
  }

  close() {
    for (const name of DRAWN) this.model.off(`change:${name}`, this.draw);
    this.model.off("change:_said", this.say);
  }

  get rows() { return this.model.get("_rows"); }

  get areas() {
    const about = (row, area) => row.areas.includes(area)
      || [row.pain_before[area], row.pain_after[area]].some((value) => value !== null);
    return this.model.get("_areas").filter((area) => this.rows.some((row) => about(row, area)));
  }

  button(text, press, attributes = {}) {
    return tag("button", { type: "button", onclick: press, ...attributes }, text);
  }

  send(message) {
    try { this.model.send(message); } catch {
      this.said.textContent = "Nothing was changed: the kernel is not running; run this notebook again.";
    }
  }

  turn(step) {
    this.page += step;
    this.editing = null;
    this.render();
  }

  render() {
    const pages = Math.max(1, Math.ceil(this.rows.length / PAGE));
    this.page = Math.max(0, Math.min(this.page, pages - 1));
    const inside = this.table.contains(document.activeElement);
    const focus = inside ? document.activeElement.getAttribute("aria-label") : null;
    const shown = this.rows.slice(this.page * PAGE, (this.page + 1) * PAGE);
    const pain = this.areas.map((area) => `Pain, ${area}`);
    const heads = ["Day", "Pain areas", "Holds", "Time held", ...pain, "Note", "Change"];
    const table = tag("table", {},
      tag("thead", {}, tag("tr", {}, ...heads.map((head) => tag("th", { scope: "col" }, head)))),
      tag("tbody", {}, ...shown.flatMap((row) => [
        this.editing === row.id ? this.editRow(row) : this.row(row),
        ...(this.opened === row.id ? [holdsRow(this, heads.length)] : [])])));
    this.table.replaceChildren(this.rows.length
      ? tag("div.sb-scroll", { tabindex: "0", role: "region", "aria-label": "Sessions" }, table)
      : tag("p", {}, "No sessions yet."));
    this.where.textContent = `page ${this.page + 1} of ${pages}, ${this.rows.length} sessions`;
    this.newer.disabled = this.page === 0;
    this.older.disabled = this.page >= pages - 1;
    this.renderDeleted();
    if (focus) this.focus(focus, this.undo);
  }

  renderDeleted() {
    const deleted = this.model.get("_deleted");
    const item = ({ id, name }) => tag("li", {}, `${name} `,
      this.button("Bring back", () => this.send({ type: "restore", id }), { "aria-label": `Bring back the ${name}` }));
    const had = this.gone.contains(document.activeElement);
    this.gone.replaceChildren(tag("summary", {}, `Deleted (${deleted.length})`), tag("ul", {}, ...deleted.map(item)));
    this.gone.hidden = !deleted.length;
    if (had) (deleted.length ? this.gone.firstChild : this.undo).focus();
  }

  get opened() { return this.model.get("_open").session; }

  // change a session or a hold by its id; the focus goes to the field of this name
  edit(id, field) {
    this.editing = id;
    this.render();
    this.focus(field, this.undo);
  }

  leave(label) {
    this.editing = null;
    this.render();
    this.focus(label, this.undo);
  }

  // the focus stays where the person works
  focus(label, otherwise) {
    (this.table.querySelector(`[aria-label="${CSS.escape(label)}"]`) ?? otherwise).focus();
  }

  cells(row, pain, note, acts) {
    const held = clockText(Math.round(row.held_s) * 1000);
    const open = this.opened === row.id;
    const turn = () => {
      this.editing = null;
      this.send({ type: "open", id: open ? null : row.id });
    };
    const holds = this.button(String(row.holds), turn,
      { "aria-expanded": String(open), "aria-label": `${row.holds} holds, session of ${row.day}, ${row.number}`, title: "Show the holds" });
    return tag("tr", {}, tag("th", { scope: "row" }, row.day), tag("td", {}, row.areas),
      tag("td", {}, holds), tag("td", {}, held), ...pain,
      tag("td.sb-note", {}, note), tag("td.sb-acts", {}, ...acts));
  }

  row(row) {
    const name = (text) => ({ "aria-label": `${text} session of ${row.day}, ${row.number}` });
    const edit = () => this.edit(row.id, "Note");
    const remove = () => this.send({ type: "delete", id: row.id });
    const change = (area) => `${score(row.pain_before[area])} → ${score(row.pain_after[area])}`;
    const pain = this.areas.map((area) => tag("td", {}, change(area)));
    const acts = [this.button("Edit", edit, name("Edit")), this.button("Delete", remove, name("Delete"))];
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
      return select;
    };
    const rates = (area) => ({ area, before: rate("before", area), after: rate("after", area) });
    const scales = this.areas.map(rates);
    const given = (moment) => Object.fromEntries(scales.filter((scale) => scale[moment].value !== "")
      .map((scale) => [scale.area, Number(scale[moment].value)]));
    const leave = () => this.leave(`Edit session of ${row.day}, ${row.number}`);
    const save = () => {
      const pain = { pain_before: given("before"), pain_after: given("after") };
      this.send({ type: "edit", id: row.id, note: note.value, ...pain });
      leave();
    };
    const pain = scales.map(({ before, after }) => tag("td", {}, before, " → ", after));
    return this.cells(row, pain, note, [this.button("Save", save), this.button("Cancel", leave)]);
  }
}

export default {
  render({ model, el }) {
    const logbook = new Logbook(model, el);
    return () => logbook.close();
  },
};
