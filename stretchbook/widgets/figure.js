// The live figure of one stretch: steps through its keyframes, either side, muscles tinted and named.

// Seconds that a way of some steps takes: long enough to be followed.
const wayTime = (from, to) => Math.min(4.5, 0.5 + 1.1 * Math.abs(to - from));

function renderFigure({ model, el }) {
  const root = tag("div.sb-figure");
  const stageBox = root.appendChild(tag("div.sb-figure-stage"));
  const picture = stageBox.appendChild(tag("img.sb-figure-still"));
  const bar = root.appendChild(tag("div.sb-figure-bar"));
  const back = bar.appendChild(tag("button.sb-figure-button", {}, "‹"));
  const caption = bar.appendChild(tag("div.sb-figure-caption"));
  const next = bar.appendChild(tag("button.sb-figure-button", {}, "›"));
  const scale = root.appendChild(tag("p.sb-figure-scale", {}, "Colour: the place in a muscle's own range, from its shortest ",
    tag("span", { "aria-hidden": "true" }), " to its longest."));
  const list = root.appendChild(tag("ul.sb-figure-list"));
  back.ariaLabel = "Step back";
  next.ariaLabel = "Next step";
  back.type = next.type = "button";
  caption.setAttribute("aria-live", "polite");
  root.addEventListener("keydown", keepKey);
  el.append(root);

  const label = ({ name, side }) => `${model.get("labels")[name] ?? name.replaceAll("_", " ")}, ${side}`;
  const percent = (patch) => {
    const value = model.get("tint")[`${patch.name} ${patch.side}`];
    return value === undefined ? "" : `: at ${Math.round(value)} % of its length range`;
  };
  const stage = new FigureStage(stageBox, {
    name: tipOver(stageBox, (patch) => label(patch) + percent(patch)),
    turned: () => (turned = true),
    camera([azimuth, elevation]) {
      model.set({ azimuth, elevation });
      model.save_changes();
    },
  });

  let way;
  let position = 0;
  let turned = false;
  let rocking = null;

  function place(at) {
    position = at;
    if (!turned) stage.camera = cameraAtPosition(way.steps, at);
    stage.set({ pose: poseAtPosition(way.steps, at) });
  }

  // Another stretch or side: no motion leads there, the figure is simply there.
  function begin() {
    const data = model.get("data");
    way = model.get("side") === "right" ? mirrorWay(data) : data;
    turned = false;
    stage.set({ anchor: way.anchor, widest: [way.steps, way.anchor] });
    stage.animate(0, () => place(Math.min(model.get("keyframe"), way.steps.length - 1)));
    if (model.get("azimuth") !== null || model.get("elevation") !== null) watchCamera();
    if (model.get("pose")) watchPose();
    say();
    rock();
  }

  function go() {
    const [from, to] = [position, Math.min(model.get("keyframe"), way.steps.length - 1)];
    stopRocking();
    say();
    if (model.get("pose")) return void (position = to); // it stands in for every keyframe
    stage.animate(wayTime(from, to), (share) => {
      place(from + (to - from) * share);
      if (share === 1) rock();
    });
  }

  // Rocking from side to side, while the model says so.
  function rock() {
    stopRocking();
    const step = way.steps[Math.round(position)];
    if (!model.get("rocking") || !step.rock_roll || still()) return;
    const begun = performance.now();
    const swing = (now) => {
      stage.set({ pose: rockedPose(poseAtPosition(way.steps, position), step, now - begun) });
      rocking = requestAnimationFrame(swing);
    };
    rocking = requestAnimationFrame(swing);
  }

  function stopRocking() {
    if (rocking) cancelAnimationFrame(rocking);
    rocking = null;
  }

  function say() {
    const at = Math.min(model.get("keyframe"), way.steps.length - 1);
    caption.textContent = `${at + 1} of ${way.steps.length}: ${model.get("captions")[at] ?? way.steps[at].name}`;
    caption.classList.toggle("sb-figure-held", way.steps[at].hold);
    able(back, at > 0);
    able(next, at < way.steps.length - 1);
    bar.hidden = !model.get("controls");
    stage.canvas.ariaLabel = `${model.get("alt")} Arrow keys turn the figure.`;
    picture.alt = model.get("alt");
    const bytes = model.get("still");
    if (picture.src.startsWith("blob:")) URL.revokeObjectURL(picture.src);
    picture.src = bytes?.byteLength ? URL.createObjectURL(new Blob([bytes], { type: "image/webp" })) : "";
  }

  function tint() {
    const given = model.get("tint");
    const tints = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value / 100]));
    stage.set({ tints, plain: Object.keys(given).length ? 1 : 0 });
    const shown = MODEL.patches.filter(({ name, side }) => given[`${name} ${side}`] !== undefined);
    list.replaceChildren(...shown.map((patch) => {
      const button = tag("button.sb-figure-muscle", {}, label(patch));
      button.type = "button";
      button.title = label(patch) + percent(patch);
      for (const name of ["focus", "pointerenter"]) button.addEventListener(name, () => stage.point(patch.name, patch.side));
      for (const name of ["blur", "pointerleave"]) button.addEventListener(name, () => stage.point(null));
      const item = tag("li");
      item.append(button);
      return item;
    }));
    scale.hidden = !shown.length;
    list.hidden = !shown.length || !model.get("names");
  }

  function stepBy(count) {
    model.set("keyframe", Math.max(0, Math.min(way.steps.length - 1, model.get("keyframe") + count)));
    model.save_changes();
  }

  function watchCamera() {
    const [azimuth, elevation] = [model.get("azimuth"), model.get("elevation")];
    if (azimuth === null && elevation === null) {
      turned = false;
      return place(position);
    }
    turned = true;
    stage.turnTo(azimuth ?? stage.camera[0], elevation ?? stage.camera[1]);
  }

  function watchPose() {
    stopRocking();
    const from = stage.scene.pose;
    const to = model.get("pose") ?? poseAtPosition(way.steps, position);
    if (!model.get("pose")) place(position);
    const groups = Object.keys(to);
    const far = Math.max(...groups.flatMap((group) => Object.keys(to[group]).map((j) => Math.abs(to[group][j] - from[group][j]))));
    // A slider's small steps are followed at once, a leap to another posture is a motion.
    if (far <= 20) stage.hurry();
    stage.animate(far > 20 ? 0.8 : 0, (share) => stage.set({ pose: mixPose(from, to, share) }));
  }

  back.addEventListener("click", () => stepBy(-1));
  next.addEventListener("click", () => stepBy(1));
  stageBox.addEventListener("dblclick", () => {
    model.set({ azimuth: null, elevation: null });
    model.save_changes();
  });
  const watched = { data: begin, side: begin, keyframe: go, tint, rocking: rock, alt: say, still: say, captions: say, pose: watchPose,
    azimuth: watchCamera, elevation: watchCamera, controls: say };
  for (const [name, act] of Object.entries(watched)) model.on(`change:${name}`, act);
  begin();
  tint();
  return () => {
    for (const [name, act] of Object.entries(watched)) model.off(`change:${name}`, act);
    stopRocking();
    stage.remove();
    if (picture.src.startsWith("blob:")) URL.revokeObjectURL(picture.src);
  };
}

export default { render: renderFigure };
