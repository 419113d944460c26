// Sessions as a table. Notes and everything else from the log are shown as text.

const PAGE = 10;

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function minutes(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

const score = (value) => (value === null || value === undefined ? "–" : String(value));

class Logbook {
  constructor(model, el) {
    this.model = model;
    this.page = 0;
    this.editing = null;
    this.root = make("section", { class: "sb-logbook", "aria-label": "Logbook", "data-lm-suppress-shortcuts": "true" });
    el.append(this.root);
    this.draw = () => this.render();
    model.on("change:_rows change:_said", this.draw);
    this.render();
  }

  get rows() { return this.model.get("_rows"); }

  get areas() {
    const rated = (row, area) => [row.pain_before[area], row.pain_after[area]].some((value) => value !== null);
    return this.model.get("_areas").filter((area) => this.rows.some((row) => rated(row, area) || row.areas.includes(area)));
  }

  render() {
    const focus = document.activeElement?.dataset?.focus;
    const pages = Math.max(1, Math.ceil(this.rows.length / PAGE));
    this.page = Math.min(this.page, pages - 1);
    const shown = this.rows.slice(this.page * PAGE, (this.page + 1) * PAGE);
    const heads = ["Day", "Pain areas", "Holds", "Time held", ...this.areas.map((area) => `Pain, ${area}`), "Note", ""];
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, ...shown.map((row) => (this.editing === row.id ? this.editRow(row) : this.row(row)))));
    const turn = (text, step, off) => {
      const button = make("button", { type: "button", "data-focus": text, onclick: () => { this.page += step; this.render(); } }, text);
      button.disabled = off;
      return button;
    };
    const bar = make("div", { class: "sb-logbook-bar" },
      make("button", { type: "button", "data-focus": "undo", onclick: () => this.model.send({ type: "undo" }) }, "Undo"),
      turn("Newer", -1, this.page === 0), turn("Older", 1, this.page >= pages - 1),
      make("span", {}, `page ${this.page + 1} of ${pages}, ${this.rows.length} sessions`),
      make("span", { role: "status" }, this.model.get("_said")));
    const label = this.model.get("_demo") ? [make("p", { class: "sb-demo" },
      "Demonstration log: synthetic, nobody's data. Changes here are forgotten.")] : [];
    this.root.replaceChildren(...label, this.rows.length ? make("div", { class: "sb-scroll", tabindex: "0",
      role: "region", "aria-label": "Sessions" }, table) : make("p", {}, "No sessions yet."), bar);
    if (focus) this.root.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
  }

  row(row) {
    const act = (text, press) => make("button", { type: "button", "data-focus": `${text} ${row.id}`,
      "aria-label": `${text} session of ${row.day}`, onclick: press }, text);
    const pain = this.areas.map((area) => make("td", {}, `${score(row.pain_before[area])} → ${score(row.pain_after[area])}`));
    return make("tr", {}, make("th", { scope: "row" }, row.day), make("td", {}, row.areas), make("td", {}, String(row.holds)),
      make("td", {}, minutes(row.held_s)), ...pain, make("td", { class: "sb-note" }, row.note),
      make("td", { class: "sb-acts" }, act("Edit", () => { this.editing = row.id; this.render(); }),
        act("Delete", () => this.model.send({ type: "delete", id: row.id }))));
  }

  editRow(row) {
    const note = make("textarea", { rows: "2", "aria-label": "Note" });
    note.value = row.note;
    const scales = {};
    const pain = this.areas.map((area) => {
      const cell = make("td", {});
      for (const moment of ["before", "after"]) {
        const select = make("select", { "aria-label": `Pain ${moment}, ${area}` },
          make("option", { value: "" }, "–"), ...[...Array(11).keys()].map((n) => make("option", { value: n }, String(n))));
        select.value = row[`pain_${moment}`][area] ?? "";
        scales[`${moment} ${area}`] = select;
        cell.append(select, moment === "before" ? " → " : "");
      }
      return cell;
    });
    const given = (moment) => Object.fromEntries(this.areas.map((area) => [area, scales[`${moment} ${area}`].value])
      .filter(([, value]) => value !== "").map(([area, value]) => [area, Number(value)]));
    const save = () => {
      this.editing = null;
      this.model.send({ type: "edit", id: row.id, note: note.value, pain_before: given("before"), pain_after: given("after") });
      this.render();
    };
    return make("tr", { class: "sb-editing" }, make("th", { scope: "row" }, row.day), make("td", {}, row.areas),
      make("td", {}, String(row.holds)), make("td", {}, minutes(row.held_s)), ...pain, make("td", {}, note),
      make("td", { class: "sb-acts" }, make("button", { type: "button", onclick: save }, "Save"),
        make("button", { type: "button", onclick: () => { this.editing = null; this.render(); } }, "Cancel")));
  }
}

export default {
  render({ model, el }) {
    const logbook = new Logbook(model, el);
    return () => model.off("change:_rows change:_said", logbook.draw);
  },
};
