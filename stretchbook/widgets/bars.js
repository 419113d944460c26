// Rows of muscles: a bar from the shortest to the longest length of each, with a mark where it is.

function renderBars({ model, el }) {
  const table = document.createElement("table");
  table.className = "sb-bars";
  el.append(table);
  const cell = (row, tag, className, text = "") => {
    const made = row.appendChild(document.createElement(tag));
    made.className = className;
    made.textContent = text;
    return made;
  };

  function draw() {
    const rows = model.get("rows");
    table.hidden = !rows.length;
    const head = document.createElement("tr");
    for (const [text, className] of [["muscle", ""], ["in its own length range", ""], ["change", "sb-bars-number"], ["place", "sb-bars-number"]]) {
      cell(head, "th", className, text).scope = "col";
    }
    const body = rows.map(({ name, percent, place, standing, before, direction }) => {
      const row = document.createElement("tr");
      cell(row, "th", "sb-bars-name", name).scope = "row";
      const bar = cell(row, "td", "sb-bars-bar").appendChild(document.createElement("div"));
      if (place === null) bar.className = "sb-bars-none";
      else {
        bar.className = "sb-bars-track";
        const fill = bar.appendChild(document.createElement("div"));
        fill.className = percent > 0 ? "sb-bars-fill" : "sb-bars-fill sb-bars-short";
        fill.style.left = `${Math.min(place, standing)}%`;
        fill.style.width = `${Math.abs(place - standing)}%`;
        for (const [at, kind] of [[standing, "standing"], [before, "before"], [place, "now"]]) {
          const mark = bar.appendChild(document.createElement("div"));
          mark.className = `sb-bars-mark sb-bars-${kind}`;
          mark.style.left = `${at}%`;
        }
      }
      cell(row, "td", "sb-bars-number", place === null ? direction : `${percent > 0 ? "+" : percent < 0 ? "−" : ""}${Math.abs(percent)} %`);
      cell(row, "td", "sb-bars-number", place === null ? "" : `${place} %`);
      return row;
    });
    table.replaceChildren(head, ...body);
    table.dataset.drawn = Number(table.dataset.drawn ?? 0) + 1;
  }
  model.on("change:rows", draw);
  draw();
  return () => model.off("change:rows", draw);
}

export default { render: renderBars };
