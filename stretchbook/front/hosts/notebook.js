// The host of a widget in a notebook.

import { Kernel, placed } from "./kernel.js";
import { afterPlaying } from "./playing.js";
import { betweenPresses } from "./pressed.js";

/** @import { Model } from "./kernel.js" */

/**
 * What a part tells its host: values to keep, and messages to the kernel, with whether it hears.
 * @template {object} V
 * @typedef {{ set(values: Partial<V>): void, send(message: object): boolean }} On
 */

/**
 * A part as its host uses it: values that changed, a message of the kernel, and the end.
 * @template {object} V
 * @typedef {{ update(changed: Partial<V>): void, hear?(message: any, buffers: DataView<ArrayBuffer>[]): void, close(): void }} Part
 */

/**
 * A class of parts; `takes` names the values that they show.
 * @template {object} V
 * @typedef {{ takes: (keyof V)[], new (el: HTMLElement, values: V, on: On<V>): Part<V> }} PartClass
 */

/**
 * A widget of one part.
 * @template {object} V
 * @param {PartClass<V>} Part
 * @returns {{ render(given: { model: Model, el: HTMLElement }): () => void }}
 */
export function hosted(Part) {
  return {
    render({ model, el }) {
      const kernel = new Kernel(model);
      const read = () => /** @type {V} */ (Object.fromEntries(Part.takes.map((name) => [name, kernel.get(String(name))])));
      let shown = read();
      const part = new Part(placed(el), shown, {
        set: (values) => kernel.set(values),
        send: (message) => kernel.send(afterPlaying(kernel.get("_player"), message)),
      });
      const over = new AbortController();
      const whenFree = betweenPresses(el, over.signal);
      const update = () => {
        const changed = Object.entries(read()).filter(([name, value]) => value !== shown[/** @type {keyof V} */ (name)]);
        shown = { ...shown, ...Object.fromEntries(changed) };
        if (changed.length) part.update(/** @type {Partial<V>} */ (Object.fromEntries(changed)));
      };
      const stops = [
        kernel.watch("change", () => whenFree(update)),
        kernel.watch("msg:custom", (message, buffers) => whenFree(() => part.hear?.(message, buffers))),
      ];
      return () => {
        for (const stop of [...stops, () => over.abort()]) stop();
        part.close();
      };
    },
  };
}
