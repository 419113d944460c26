// The body map: pick pain areas and muscles on the figure, or in the plain list beside it.

function renderBodyMap({ model, el }) {
  const root = el.appendChild(tag("div.sb-bodymap"));
  root.addEventListener("keydown", keepKey);
  const figure = root.appendChild(tag("div.sb-figure"));
  const stageBox = figure.appendChild(tag("div.sb-figure-stage.sb-bodymap-stage"));
  const bar = figure.appendChild(tag("div.sb-figure-bar"));
  const lists = root.appendChild(tag("div.sb-bodymap-lists"));
  const boxes = {};
  let table = "areas";

  const label = (name) => model.get("labels")[name] ?? name;
  const chosen = () => (table === "areas" ? model.get("areas") : model.get("muscles"));

  function toggle(trait, name) {
    const now = model.get(trait);
    model.set(trait, now.includes(name) ? now.filter((one) => one !== name) : [...now, name]);
    model.save_changes();
  }

  const stage = new FigureStage(stageBox, {
    pick: (patch) => patch && toggle(table === "areas" ? "areas" : "muscles", patch.name),
    name: tipOver(stageBox, ({ name }) => label(name)),
  });
  stage.canvas.ariaLabel = "Standing figure; the list beside it offers the same choice. Arrow keys turn it.";

  function button(text, act) {
    const made = bar.appendChild(tag("button.sb-figure-button.sb-bodymap-button", {}, text));
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  button("Front", () => stage.turnTo(0, 4));
  button("Back", () => stage.turnTo(180, 4));
  const layer = button("", () => {
    table = table === "areas" ? "patches" : "areas";
    show();
  });

  function list(trait, title, names) {
    const group = lists.appendChild(tag("fieldset.sb-bodymap-list"));
    group.append(tag("legend", {}, title));
    for (const name of names) {
      const line = group.appendChild(tag("label"));
      const box = document.createElement("input");
      box.type = "checkbox";
      box.addEventListener("change", () => toggle(trait, name));
      line.append(box, ` ${label(name)}`);
      line.addEventListener("pointerenter", () => stage.point(name, "left"));
      line.addEventListener("pointerleave", () => stage.point(null));
      boxes[`${trait} ${name}`] = box;
    }
  }
  lists.append(tag("p", {}, "With areas and muscles picked, a stretch must fit an area and lengthen a muscle."));
  list("areas", "Where does it hurt?", model.get("_known_areas"));
  list("muscles", "Muscles", Object.keys(model.get("labels")));

  function show() {
    const tints = {};
    for (const { name, side } of MODEL[table]) {
      if (chosen().includes(name)) tints[`${name} ${side}`] = 0.8;
      else if (table === "patches") tints[`${name} ${side}`] = 0.02;
    }
    layer.textContent = table === "areas" ? "Show muscles" : "Show areas";
    stage.set({ table, tints, plain: table === "areas" ? 0 : 1, hover: 0 });
    for (const trait of ["areas", "muscles"]) {
      for (const [key, box] of Object.entries(boxes)) {
        if (key.startsWith(`${trait} `)) box.checked = model.get(trait).includes(key.slice(trait.length + 1));
      }
    }
  }

  const arms = { sh_abd: 16, elbow_flex: 6, forearm_pro: 60, grip: 12 };
  const legs = { hip_abd: 6 };
  stage.camera = [0, 4];
  stage.set({ pose: { core: {}, left: { ...arms, ...legs }, right: { ...arms, ...legs } } });
  show();
  model.on("change:areas", show);
  model.on("change:muscles", show);
  return () => {
    model.off("change:areas", show);
    model.off("change:muscles", show);
    stage.remove();
  };
}

export default { render: renderBodyMap };
