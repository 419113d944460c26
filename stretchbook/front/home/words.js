// Pain before and after, and the note, in a page: each written the moment it is given.

import { Note } from "../forms/note.js";
import { Rating } from "../forms/rating.js";
import { tag } from "../shared/dom.js";

export class Words {
  // kept(): something was written
  constructor(sitting, kept) {
    this.sitting = sitting;
    this.kept = kept;
    this.before = tag("div");
    this.after = tag("div");
    const shown = (moment) => ({ areas: sitting.areas, moment, scores: sitting.scores(moment), said: "", can_undo: false });
    this.ratings = Object.fromEntries(["before", "after"].map((moment) =>
      [moment, new Rating(this[moment], shown(moment), { send: (message) => this.rated(moment, message) })]));
    this.note = new Note(this.after, { text: sitting.note, said: "" }, { send: ({ text }) => this.noted(text) });
    this.undos = {};
  }

  rated(moment, { type, area, score }) {
    const { sitting } = this;
    const [at, to] = type === "undo" ? this.undos[moment] : [area, score];
    this.undos[moment] = type === "undo" ? null : [area, sitting.scores(moment)[area] ?? null];
    this.tell(this.ratings[moment], sitting.rate(moment, at, to), moment, type === "undo" ? "Undone." : "");
    return true;
  }

  noted(text) {
    this.tell(this.note, this.sitting.write(text), "note");
    return true;
  }

  async tell(part, written, field, said = "") {
    this.show();
    try {
      await written;
      part.update({ said: said || this.sitting.told(field) });
    } catch (error) {
      part.update({ said: error.message });
    }
    this.kept();
  }

  // what the book has for the session to which each belongs
  show() {
    for (const [moment, rating] of Object.entries(this.ratings)) {
      rating.update({ scores: this.sitting.scores(moment), can_undo: Boolean(this.undos[moment]) });
    }
    this.note.update({ text: this.sitting.note });
  }

  // another session: what was said of the last one is past
  begin() {
    this.undos = {};
    for (const rating of Object.values(this.ratings)) rating.update({ said: "" });
    this.note.update({ said: "" });
    this.show();
  }
}
