// What every part draws with. Text reaches the page as text only.

/**
 * tag("button.sb-save", {title: ..., onclick: ...}, ...children); strings become text nodes.
 * @param {string} name
 * @param {Object<string, any>} [attributes]
 * @param {...(string | Node)} children
 * @returns {any}
 */
export function tag(name, attributes = {}, ...children) {
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

// setting a text anew would be announced anew
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// milliseconds as minutes:seconds; part of a second counts as a whole one
export function clockText(ms) {
  const whole = Math.ceil(ms / 1000 - 0.001);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// 1 hold, 3 holds
export const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

// hand a text to the person as a file
export function saveFile(name, text, type) {
  const link = tag("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// A button that cannot be used keeps the focus, or the next key would go to the notebook.
export function able(button, can) {
  button.setAttribute("aria-disabled", String(!can));
}

export const isAble = (button) => button.getAttribute("aria-disabled") !== "true";
