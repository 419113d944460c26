// A routine as a file of the person's own.

export default {
  render({ model, el }) {
    const press = () => saveFile("routine.json", model.get("_text"), "application/json");
    const save = tag("button", { type: "button", onclick: press }, "Save routine");
    const load = async () => {
      if (file.files[0]) model.send({ text: await file.files[0].text() });
      file.value = ""; // the same file may be chosen again
    };
    const file = tag("input", { type: "file", accept: ".json,application/json", onchange: load });
    const about = tag("span", { role: "status" });
    const show = () => {
      about.textContent = model.get("_about");
      save.disabled = !model.get("_text");
    };
    model.on("change:_about change:_text", show);
    show();
    const label = tag("label", {}, "Load routine ", file);
    el.append(tag("section.sb-file", { "aria-label": "Routine file", onkeydown: keepKey }, save, label, about));
    return () => model.off("change:_about change:_text", show);
  },
};
