// What every part draws with. Text reaches the page as text only.

/**
 * The element of a name such as "button.sb-save".
 * @template {string} N
 * @typedef {N extends `${infer K}.${string}` ? Named<K> : Named<N>} Made
 */

/**
 * @template {string} K
 * @typedef {K extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[K] : HTMLElement} Named
 */

/**
 * Attributes of an element, with what it does at an event; nothing is set for null.
 * @typedef {{ [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => unknown }} Acts
 * @typedef {Acts & { [name: string]: string | number | boolean | null | undefined | ((event: never) => unknown) }} Attributes
 */

/**
 * tag("button.sb-save", {title: ..., onclick: ...}, ...children); strings become text nodes.
 * @template {string} N
 * @param {N} name
 * @param {Attributes} [attributes]
 * @param {...(string | Node)} children
 * @returns {Made<N>}
 */
export function tag(name, attributes = {}, ...children) {
  const [kind, ...classes] = name.split(".");
  const element = document.createElement(kind);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (value !== null && value !== undefined) element.setAttribute(key, /** @type {string} */ (value));
  }
  element.append(...children);
  return /** @type {Made<N>} */ (element);
}

/**
 * Puts a text in its place, once: setting it anew would be announced anew.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Milliseconds as seconds; part of a second counts as a whole one, a thousandth of one does not.
 * @type {(ms: number) => number}
 */
export const wholeSeconds = (ms) => Math.ceil(ms / 1000 - 0.001);

/**
 * After how many of the milliseconds that are left there is a second less.
 * @type {(left: number) => number}
 */
export const secondMs = (left) => left - 1000 * (wholeSeconds(left) - 1) - 1;

/**
 * Milliseconds as minutes:seconds; part of a second counts as a whole one.
 * @param {number} ms
 * @returns {string}
 */
export function clockText(ms) {
  const whole = wholeSeconds(ms);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * A number of things: 1 hold, 3 holds.
 * @type {(number: number, word: string) => string}
 */
export const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

/**
 * Hands a text to the person as a file.
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function saveFile(name, text, type) {
  const link = tag("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/**
 * A button that cannot be used keeps the focus, or the next key would go to the notebook.
 * @param {Element} button
 * @param {boolean} can
 */
export function able(button, can) {
  button.setAttribute("aria-disabled", String(!can));
}

/**
 * Whether a button can be used.
 * @type {(button: Element) => boolean}
 */
export const isAble = (button) => button.getAttribute("aria-disabled") !== "true";
