// The page is shown in a frame that may not run scripts; printing asks the frame's own window.

export default {
  render({ model, el }) {
    const allowed = "allow-same-origin allow-modals"; // no allow-scripts
    const frame = tag("iframe", { title: "Handout", sandbox: allowed });
    const button = (text, press) => tag("button", { type: "button", onclick: press }, text);
    const fill = () => { frame.srcdoc = model.get("page") || "<p>No routine yet.</p>"; };
    model.on("change:page", fill);
    fill();
    el.append(tag("section.sb-handout", { "aria-label": "Handout", onkeydown: keepKey },
      tag("div.sb-handout-bar", {}, button("Print", () => frame.contentWindow.print()),
        button("Save as HTML", () => saveFile("routine.html", model.get("page"), "text/html"))),
      frame));
    return () => model.off("change:page", fill);
  },
};
