// The page is shown in a frame that may not run scripts; printing asks the frame's own window.

export default {
  render({ model, el }) {
    const frame = document.createElement("iframe");
    frame.className = "sb-handout";
    frame.title = "Handout";
    frame.setAttribute("sandbox", "allow-same-origin allow-modals"); // no allow-scripts
    const bar = document.createElement("div");
    bar.className = "sb-handout-bar";
    const button = (text, press) => {
      const element = document.createElement("button");
      element.type = "button";
      element.textContent = text;
      element.addEventListener("click", press);
      bar.append(element);
    };
    button("Print", () => frame.contentWindow.print());
    button("Save as HTML", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([model.get("page")], { type: "text/html" }));
      link.download = "routine.html";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    const fill = () => { frame.srcdoc = model.get("page") || "<p>No routine yet.</p>"; };
    model.on("change:page", fill);
    fill();
    el.append(bar, frame);
    return () => model.off("change:page", fill);
  },
};
