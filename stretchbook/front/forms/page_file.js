// The take-home page of a routine as a file of the person's own, and the routine as a QR code.

import { saveFile, tag, write } from "../shared/dom.js";

/** @import { On } from "../hosts/notebook.js" */

/**
 * @typedef {{ address: string, _said: string, _code: { text?: string, size?: number, path?: string } }} PageFileValues
 */

const SVG = "http://www.w3.org/2000/svg";

/** @type {(name: string, attributes: Record<string, unknown>, ...children: Node[]) => SVGElement} */
function drawn(name, attributes, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/**
 * Buttons; on.send({type: \"save\"}) asks for the page, which comes back as {type: \"page\", html}; {type:
 * \"address\", text} names where a page for any routine lies.
 */
export class PageFile {
  /** @type {(keyof PageFileValues)[]} */
  static takes = ["address", "_said", "_code"];

  /**
   * @param {HTMLElement} el
   * @param {PageFileValues} values
   * @param {On<PageFileValues>} on
   */
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    this.save = tag("button", { type: "button", onclick: () => this.ask({ type: "save" }) }, "Save the take-home page");
    this.said = tag("span", { role: "status" });
    /** @type {HTMLInputElement} */
    this.address = tag("input", {
      type: "url", placeholder: "https://", "aria-label": "Address of a page for any routine",
      onchange: () => this.ask({ type: "address", text: this.address.value }),
    });
    this.code = tag("div.sb-page-code");
    this.text = tag("code");
    this.box = tag("details", {}, tag("summary", {}, "QR code of the routine"), this.code, this.text,
      tag("label", {}, "Address of a page for any routine (", tag("code", {}, "stretchbook page --any"), ") ", this.address),
      tag("p", {}, "With an address a phone that scans the code opens the routine there; without one the code is its text, "
        + "for stretchbook page or to paste into such a page."));
    el.append(tag("section.sb-file.sb-page-file", { "aria-label": "Take-home page" }, this.save, this.said, this.box));
    this.update(values);
  }

  /** @type {(message: object) => void} */
  ask(message) {
    if (!this.on.send(message)) write(this.said, "Not made: the kernel is not running; run this notebook again.");
  }

  /** @type {(message: { type: string, html: string }) => void} */
  hear({ type, html }) {
    if (type === "page") saveFile("page.html", html, "text/html");
  }

  /** @type {(changed: Partial<PageFileValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    const { address, _said, _code: { text = "", size, path } } = this.values;
    write(this.said, _said);
    this.save.disabled = this.box.hidden = !text;
    if ("address" in changed) this.address.value = address;
    write(this.text, text);
    this.code.replaceChildren(...(text ? [drawn("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "QR code of the routine", "shape-rendering": "crispEdges" },
      drawn("rect", { width: size, height: size, fill: "#fff" }), drawn("path", { d: path }))] : []));
  }

  close() {}
}
