// The host of a widget in a notebook. No other module knows the model of anywidget.

import { keepKeys } from "./keys.js";
import { listenThough } from "./late.js";
import { afterPlaying } from "./playing.js";

export class Kernel {
  constructor(model) {
    this.model = model;
    // Whether the kernel answers is known to the whole model only, which comes with an event of its own.
    const stop = this.watch("change:_met", (whole) => { this.whole = whole; });
    model.set("_met", (model.get("_met") ?? 0) + 1);
    stop();
    listenThough(this.whole);
  }

  get(name) { return this.model.get(name); }

  // false in a notebook shown as it was saved, and after the kernel has ended
  get live() { return this.whole?.comm_live !== false; }

  // the kernel may be gone: then nobody is there to know it
  set(values) {
    try {
      this.model.set(values);
      this.model.save_changes();
    } catch { /* the page goes on */ }
  }

  // whether the kernel was there to be told
  send(message) {
    try {
      if (this.live) this.model.send(message);
      return this.live;
    } catch {
      return false;
    }
  }

  // event: "change", "change:name", "msg:custom" or "comm_live_update"; gives what ends it
  watch(event, act) {
    this.model.on(event, act);
    return () => this.model.off(event, act);
  }
}

// The element in which a part is shown: it keeps its keys from the notebook.
export function placed(el) {
  el.classList.add("sb-keep");
  keepKeys(el.ownerDocument);
  return el;
}

// A widget of one part. A part is a class: `static takes` names the values that it shows, and it is made with
// (el, values, on); on.set(values) keeps values, on.send(message) tells the kernel and says whether it hears.
// The host calls part.update(those that changed), part.hear(message, buffers) and part.close().
export function hosted(Part) {
  return {
    render({ model, el }) {
      const kernel = new Kernel(model);
      const read = () => Object.fromEntries(Part.takes.map((name) => [name, kernel.get(name)]));
      let shown = read();
      const part = new Part(placed(el), shown, {
        set: (values) => kernel.set(values),
        send: (message) => kernel.send(afterPlaying(kernel.get("_player"), message)),
      });
      const stops = [
        kernel.watch("change", () => {
          const changed = Object.entries(read()).filter(([name, value]) => value !== shown[name]);
          shown = { ...shown, ...Object.fromEntries(changed) };
          if (changed.length) part.update(Object.fromEntries(changed));
        }),
        kernel.watch("msg:custom", (message, buffers) => part.hear?.(message, buffers)),
      ];
      return () => {
        for (const stop of stops) stop();
        part.close();
      };
    },
  };
}
