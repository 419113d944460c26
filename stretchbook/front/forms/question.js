// One question: pick, tick, put in order, write or give a number; what comes back is said below it.

import { tag, write } from "../shared/dom.js";

/** @import { On } from "../hosts/notebook.js" */

/**
 * What is asked and what comes back, as the widget says; what is given is a list of options, empty for "I don't know",
 * or a text.
 * @typedef {{ kind: string, told: string, stem: string, form: "one" | "several" | "order" | "write" | "number", options: string[],
 *   given?: string | string[] | null, done: boolean, go: string, unknown: boolean, none: boolean }} AskedQuestion
 * @typedef {{ mark: string, key: string, why: string[], cited: string[], onward: boolean }} Reply
 * @typedef {{ asked: AskedQuestion, reply: Reply, said: string }} QuestionValues
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Input
 */

/** @type {Partial<Record<AskedQuestion["form"], string>>} */
const MISSING = {
  order: "Give each line a place of its own first.", one: "Pick an answer first.", several: "Tick an answer first.",
};
const DRAFT_MS = 600; // after the last key

/** One question; on.send takes {type: \"answer\", given}, {type: \"draft\", given} and {type: \"next\"}. */
export class Question {
  /** @type {(keyof QuestionValues)[]} */
  static takes = ["asked", "reply", "said"];

  /**
   * @param {HTMLElement} el
   * @param {QuestionValues} values
   * @param {On<QuestionValues>} on
   * @param {(act: () => void, ms: number) => number} [later]
   */
  constructor(el, values, on, later = (act, ms) => setTimeout(act, ms)) {
    this.values = values;
    this.on = on;
    this.later = later;
    this.head = tag("p.sb-question-kind");
    this.told = tag("p");
    this.fields = tag("fieldset", { onkeydown: (event) => this.key(event), oninput: () => this.drafted() });
    this.go = tag("button.sb-question-go", { type: "button", onclick: () => this.answer() });
    this.unknown = tag("button", { type: "button", onclick: () => this.send([]) }, "I don't know");
    this.said = tag("span", { role: "status" });
    /** @type {HTMLElement} */
    this.reply = tag("div.sb-key", { role: "status", tabindex: "-1" });
    /** @type {HTMLElement} */
    this.next = tag("button.sb-question-go", { type: "button", onclick: () => this.tell({ type: "next" }) }, "Next");
    this.root = tag("section.sb-question", {}, this.head, this.told, this.fields,
      tag("div.sb-question-foot", {}, this.go, this.unknown, this.said), this.reply, this.next);
    el.append(this.root);
    this.build();
    this.answered();
  }

  /** @type {(changed: Partial<QuestionValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    const inside = this.root.contains(document.activeElement);
    if (changed.asked) {
      this.build();
      if (inside) this.inputs[0]?.focus();
    }
    if ("reply" in changed || changed.asked) this.answered();
    if (changed.reply?.mark && inside) (this.next.hidden ? this.reply : this.next).focus();
    if ("said" in changed) write(this.said, this.values.said);
  }

  build() {
    const { kind, told, stem, form, options, given, done, go, unknown } = this.values.asked;
    write(this.head, kind);
    write(this.told, told);
    this.told.hidden = !told;
    const name = `sb-question-${Math.random().toString(36).slice(2)}`;
    /** @type {(option: string) => boolean} */
    const chosen = (option) => (given ?? []).includes(option);
    /** @type {Partial<Record<AskedQuestion["form"], (option: string) => HTMLElement>>} */
    const fields = {
      one: (option) => tag("input", { type: "radio", name, value: option, checked: chosen(option) ? "" : null }),
      several: (option) => tag("input", { type: "checkbox", value: option, checked: chosen(option) ? "" : null }),
      order: () => tag("select", {}, tag("option", { value: "" }, "place"),
        ...options.map((_, at) => tag("option", { value: at + 1 }, String(at + 1)))),
    };
    const field = fields[form];
    const rows = field ? options.map((option) => tag("label", {}, field(option), tag("span", {}, option))) : [this.typed(form, given)];
    this.fields.replaceChildren(tag("legend", {}, stem), ...rows);
    this.fields.disabled = done;
    /** @type {Input[]} */
    this.inputs = [.../** @type {NodeListOf<Input>} */ (this.fields.querySelectorAll("input, select, textarea"))];
    write(this.go, go);
    this.unknown.hidden = !unknown;
    write(this.said, this.values.said);
  }

  /** @type {(form: string, given: AskedQuestion["given"]) => HTMLElement} */
  typed(form, given) {
    const area = form === "write" ? tag("textarea", { rows: 4, "aria-label": "Your answer" })
      : tag("input", { type: "text", inputmode: "decimal", "aria-label": "Your answer, a number" });
    area.value = String(given ?? "");
    return area;
  }

  // what was gathered; null while it is not whole
  /** @returns {string | string[] | null} */
  gather() {
    const { form, none } = this.values.asked;
    if (form === "write" || form === "number") return this.inputs[0].value.trim() || null;
    if (form !== "order") {
      const given = this.inputs.filter((input) => "checked" in input && input.checked).map((input) => input.value);
      return given.length || none ? given : null;
    }
    const places = this.inputs.map((input) => Number(input.value));
    if (places.toSorted((a, b) => a - b).some((place, at) => place !== at + 1)) return null;
    return places.map((_, at) => this.values.asked.options[places.indexOf(at + 1)]);
  }

  answer() {
    const given = this.gather();
    if (given !== null) return this.send(given);
    write(this.said, MISSING[this.values.asked.form] ?? "Write an answer first.");
  }

  /** @type {(given: string | string[]) => void} */
  send(given) {
    clearTimeout(this.waits);
    this.tell({ type: "answer", given });
  }

  /** @type {(message: object) => void} */
  tell(message) {
    if (!this.on.send(message)) write(this.said, "The kernel does not answer: run this cell again.");
  }

  // a number picks an option, Enter answers; in a text both are typed
  /** @type {(event: KeyboardEvent) => void} */
  key(event) {
    const { form } = this.values.asked;
    if (event.key === "Enter" && form !== "write") {
      event.preventDefault();
      this.answer();
    }
    const at = Number(event.key) - 1;
    if (!["one", "several"].includes(form) || !(at in this.inputs) || event.ctrlKey || event.altKey) return;
    this.inputs[at].focus();
    this.inputs[at].click();
  }

  drafted() {
    clearTimeout(this.waits);
    this.waits = this.later(() => this.tell({ type: "draft", given: this.gather() ?? "" }), DRAFT_MS);
  }

  answered() {
    const { mark, key, why, cited, onward } = this.values.reply;
    /** @type {(lines: string[]) => HTMLElement} */
    const list = (lines) => tag("ul", {}, ...lines.map((line) => tag("li", {}, line)));
    const over = Boolean(mark);
    this.go.hidden = over;
    this.unknown.hidden ||= over;
    this.fields.disabled = over || this.values.asked.done;
    this.next.hidden = !onward;
    this.reply.hidden = !over;
    this.reply.replaceChildren(...over ? [
      tag("p", {}, tag("b", {}, mark), key ? ` ${key}` : ""), list(why),
      ...cited.length ? [tag("details", {}, tag("summary", {}, "Sources"), list(cited))] : [],
    ] : []);
  }

  close() { clearTimeout(this.waits); }
}
