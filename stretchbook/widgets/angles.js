// Sliders of joint angles: the browser's own, so that keyboard and screen reader know them.

function renderAngles({ model, el }) {
  const sliders = Object.entries(model.get("_sliders")).map(([name, [words, low, high]]) => {
    const range = tag("input", { type: "range", min: low, max: high, step: 1 });
    const degrees = tag("output");
    range.addEventListener("input", () => {
      model.set("values", { ...model.get("values"), [name]: Number(range.value) });
      model.save_changes();
    });
    const line = tag("label", {}, tag("span", {}, words), range, degrees);
    return { name, range, degrees, line };
  });
  el.append(tag("div.sb-angles", { onkeydown: keepKey }, ...sliders.map(({ line }) => line)));

  function show() {
    const values = model.get("values");
    for (const { name, range, degrees } of sliders) {
      range.value = values[name];
      degrees.textContent = `${values[name] < 0 ? "−" : ""}${Math.abs(values[name])}°`;
      range.setAttribute("aria-valuetext", `${values[name]} degrees`);
    }
  }
  model.on("change:values", show);
  show();
  return () => model.off("change:values", show);
}

export default { render: renderAngles };
