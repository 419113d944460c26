// The holds of one session, as a row of the logbook's table: each can be changed and deleted.

function holdsRow(logbook, columns) {
  const { holds } = logbook.model.get("_open");
  const heads = ["Stretch", "Side", "Set", "Planned", "Held", "Status", "Change"];
  const body = holds.map((hold, index) =>
    (logbook.editing === hold.id ? editHold(logbook, hold, index + 1) : showHold(logbook, hold, index + 1)));
  const table = tag("table.sb-holds", { "aria-label": "Holds of this session" },
    tag("thead", {}, tag("tr", {}, ...heads.map((head) => tag("th", { scope: "col" }, head)))),
    tag("tbody", {}, ...body));
  return tag("tr", {}, tag("td", { colspan: columns }, holds.length ? table : "This session has no holds."));
}

function holdCells(hold, side, held, acts) {
  return tag("tr", {}, tag("th", { scope: "row" }, hold.name), tag("td", {}, side), tag("td", {}, String(hold.set)),
    tag("td", {}, `${hold.planned_s} s`), tag("td", {}, held), tag("td", {}, hold.status), tag("td.sb-acts", {}, ...acts));
}

function showHold(logbook, hold, number) {
  const name = (text) => ({ "aria-label": `${text} hold ${number}, ${hold.name}, ${hold.side}` });
  return holdCells(hold, hold.side, `${hold.held_s} s`, [
    logbook.button("Edit", () => logbook.edit(hold.id, "Seconds held"), name("Edit")),
    logbook.button("Delete", () => logbook.send({ type: "delete", id: hold.id }), name("Delete"))]);
}

// Only what was changed is sent: the status follows the seconds, if they are others.
function editHold(logbook, hold, number) {
  const held = tag("input", { type: "number", min: 0, max: 86400, step: "any", "aria-label": "Seconds held" });
  held.value = hold.held_s;
  const side = tag("select", { "aria-label": "Side" },
    ...logbook.model.get("_sides").map((word) => tag("option", { value: word }, word)));
  side.value = hold.side;
  const leave = () => logbook.leave(`Edit hold ${number}, ${hold.name}, ${hold.side}`);
  const save = () => {
    const given = {};
    if (held.value !== String(hold.held_s)) given.held_s = held.value === "" ? null : Number(held.value);
    if (side.value !== hold.side) given.side = side.value;
    if (Object.keys(given).length) logbook.send({ type: "edit hold", id: hold.id, given });
    leave();
  };
  const acts = [logbook.button("Save", save), logbook.button("Cancel", leave)];
  return holdCells(hold, side, held, acts);
}
