// A routine as a file of the person's own.

import { saveFile, tag } from "../shared/dom.js";

/** @import { On } from "../hosts/notebook.js" */

/** @typedef {{ _text: string, _about: string }} RoutineFileValues */

/** Buttons to save and load it; on.send({text}) brings a file that was chosen. */
export class RoutineFile {
  /** @type {(keyof RoutineFileValues)[]} */
  static takes = ["_text", "_about"];

  /**
   * @param {HTMLElement} el
   * @param {RoutineFileValues} values
   * @param {On<RoutineFileValues>} on
   */
  constructor(el, values, on) {
    this.values = values;
    const press = () => saveFile("routine.json", this.values._text, "application/json");
    this.save = tag("button", { type: "button", onclick: press }, "Save routine");
    /** @type {HTMLInputElement} */
    const file = tag("input", {
      type: "file", accept: ".json,application/json",
      async onchange() {
        const [chosen] = file.files ?? [];
        if (chosen) on.send({ text: await chosen.text() });
        file.value = ""; // the same file may be chosen again
      },
    });
    this.about = tag("span", { role: "status" });
    el.append(tag("section.sb-file", { "aria-label": "Routine file" },
      this.save, tag("label", {}, "Load routine ", file), this.about));
    this.update(values);
  }

  /** @type {(changed: Partial<RoutineFileValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    this.about.textContent = this.values._about;
    this.save.disabled = !this.values._text;
  }

  close() {}
}
