// A page in a frame that may not run scripts; printing asks the frame's own window.

import { saveFile, tag } from "../shared/dom.js";

/** @typedef {{ page: string }} HandoutValues */

/** The page, with buttons to print and to save it. */
export class Handout {
  /** @type {(keyof HandoutValues)[]} */
  static takes = ["page"];

  /**
   * @param {HTMLElement} el
   * @param {HandoutValues} values
   */
  constructor(el, values) {
    this.frame = tag("iframe", { title: "Handout", sandbox: "allow-same-origin allow-modals" }); // no allow-scripts
    /** @type {(text: string, press: () => void) => HTMLElement} */
    const button = (text, press) => tag("button", { type: "button", onclick: press }, text);
    el.append(tag("section.sb-handout", { "aria-label": "Handout" },
      tag("div.sb-handout-bar", {}, button("Print", () => this.frame.contentWindow?.print()),
        button("Save as HTML", () => saveFile("routine.html", this.page ?? "", "text/html"))),
      this.frame));
    this.update(values);
  }

  /** @type {(changed: Partial<HandoutValues>) => void} */
  update({ page = "" }) {
    /** @type {string | undefined} */
    this.page = page;
    this.frame.srcdoc = page || "<p>No routine yet.</p>";
  }

  close() {}
}
