export default {
  render({ model, el }) {
    const root = document.createElement("section");
    root.className = "sb-file";
    root.setAttribute("aria-label", "Routine file");
    const save = document.createElement("button");
    save.type = "button";
    save.textContent = "Save routine";
    save.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([model.get("_text")], { type: "application/json" }));
      link.download = "routine.json";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    const label = document.createElement("label");
    label.textContent = "Load routine ";
    const file = document.createElement("input");
    file.type = "file";
    file.accept = ".json,application/json";
    file.addEventListener("change", async () => {
      if (file.files[0]) model.send({ text: await file.files[0].text() });
      file.value = ""; // the same file may be chosen again
    });
    label.append(file);
    const about = document.createElement("span");
    about.setAttribute("role", "status");
    const show = () => {
      about.textContent = model.get("_about");
      save.disabled = !model.get("_text");
    };
    model.on("change:_about change:_text", show);
    show();
    root.append(save, label, about);
    el.append(root);
    return () => model.off("change:_about change:_text", show);
  },
};
