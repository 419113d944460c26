// A page in a frame that may not run scripts; printing asks the frame's own window.

import { saveFile, tag } from "../shared/dom.js";

export class Handout {
  static takes = ["page"];

  constructor(el, values) {
    this.frame = tag("iframe", { title: "Handout", sandbox: "allow-same-origin allow-modals" }); // no allow-scripts
    const button = (text, press) => tag("button", { type: "button", onclick: press }, text);
    el.append(tag("section.sb-handout", { "aria-label": "Handout" },
      tag("div.sb-handout-bar", {}, button("Print", () => this.frame.contentWindow.print()),
        button("Save as HTML", () => saveFile("routine.html", this.page, "text/html"))),
      this.frame));
    this.update(values);
  }

  update({ page }) {
    this.page = page;
    this.frame.srcdoc = page || "<p>No routine yet.</p>";
  }

  close() {}
}
