// A routine as a file of the person's own.

import { saveFile, tag } from "../shared/dom.js";

export class RoutineFile {
  static takes = ["_text", "_about"];

  // on.send({text}) brings a file that was chosen
  constructor(el, values, on) {
    this.values = values;
    const press = () => saveFile("routine.json", this.values._text, "application/json");
    this.save = tag("button", { type: "button", onclick: press }, "Save routine");
    const file = tag("input", {
      type: "file", accept: ".json,application/json",
      async onchange() {
        if (file.files[0]) on.send({ text: await file.files[0].text() });
        file.value = ""; // the same file may be chosen again
      },
    });
    this.about = tag("span", { role: "status" });
    el.append(tag("section.sb-file", { "aria-label": "Routine file" },
      this.save, tag("label", {}, "Load routine ", file), this.about));
    this.update(values);
  }

  update(changed) {
    Object.assign(this.values, changed);
    this.about.textContent = this.values._about;
    this.save.disabled = !this.values._text;
  }

  close() {}
}
