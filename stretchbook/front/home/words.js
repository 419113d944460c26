// Pain before and after, and the note, in a page: each written the moment it is given.

import { Note } from "../forms/note.js";
import { Rating } from "../forms/rating.js";
import { tag } from "../shared/dom.js";

/**
 * @import { RatingMessage } from "../forms/rating.js"
 * @import { RatedAt } from "./book.js"
 * @import { Field, Sitting } from "./sitting.js"
 */

/** @typedef {[area: string, score: number | null]} Undo */

/** @type {RatedAt[]} */
const MOMENTS = ["before", "after"];

/** The forms of one page. */
export class Words {
  /**
   * @param {Sitting} sitting
   * @param {() => void} kept  something was written
   */
  constructor(sitting, kept) {
    this.sitting = sitting;
    this.kept = kept;
    this.before = tag("div");
    this.after = tag("div");
    /** @type {(moment: RatedAt) => Rating} */
    const rating = (moment) => new Rating(this[moment], {
      areas: sitting.areas, moment, scores: sitting.scores(moment), said: "", can_undo: false,
    }, { send: (message) => this.rated(moment, message) });
    this.ratings = { before: rating("before"), after: rating("after") };
    this.note = new Note(this.after, { text: sitting.note, said: "" }, { send: ({ text }) => this.noted(text) });
    /** @type {Partial<Record<RatedAt, Undo | null>>} */
    this.undos = {};
  }

  /** @type {(moment: RatedAt, message: RatingMessage) => boolean} */
  rated(moment, message) {
    const { sitting } = this;
    const undo = message.type === "undo";
    const wanted = undo ? this.undos[moment] : /** @type {Undo} */ ([message.area, message.score]);
    if (!wanted) return true;
    const [area, score] = wanted;
    this.undos[moment] = undo ? null : [area, sitting.scores(moment)[area] ?? null];
    this.tell(this.ratings[moment], sitting.rate(moment, area, score), moment, undo ? "Undone." : "");
    return true;
  }

  /** @type {(text: string) => boolean} */
  noted(text) {
    this.tell(this.note, this.sitting.write(text), "note");
    return true;
  }

  /** @type {(part: Note | Rating, written: Promise<void>, field: Field, said?: string) => Promise<void>} */
  async tell(part, written, field, said = "") {
    this.show();
    try {
      await written;
      part.update({ said: said || this.sitting.told(field) });
    } catch (error) {
      part.update({ said: /** @type {Error} */ (error).message });
    }
    this.kept();
  }

  // what the book has for the session to which each belongs
  show() {
    for (const moment of MOMENTS) {
      this.ratings[moment].update({ scores: this.sitting.scores(moment), can_undo: Boolean(this.undos[moment]) });
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
