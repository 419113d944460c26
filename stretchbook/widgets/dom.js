// What every widget of this package draws with. Text reaches the page as text only.

// tag("button.sb-save", {title: ..., onclick: ...}, ...children) -> element; strings become text nodes
function tag(name, attributes = {}, ...children) {
  const [kind, ...classes] = name.split(".");
  const element = document.createElement(kind);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

// milliseconds as minutes:seconds; part of a second counts as a whole one
function clockText(ms) {
  const whole = Math.ceil(ms / 1000 - 0.001);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// hand a text to the person as a file
function saveFile(name, text, type) {
  const link = tag("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// A button that cannot be used keeps the focus, or the next key would go to the notebook.
function able(button, can) {
  button.setAttribute("aria-disabled", String(!can));
}

// A key pressed in a widget is not also a command of the notebook around it, unless with Ctrl, Alt or Command.
function keepKey(event) {
  if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}
