// The host of the hold player in a notebook: one player for each widget, and a view for each place where it
// is shown.

import { PlayerView } from "../player/player_view.js";
import { come } from "./come_into_view.js";
import { KernelSink } from "./kernel_sink.js";
import { Kernel, placed } from "./kernel.js";

/**
 * @import { Part } from "../player/player_view.js"
 * @import { Player as HoldPlayer } from "../player/player.js"
 * @import { Model } from "./kernel.js"
 */

/**
 * What else a host shows of a player: parts for each element that it is shown in, and an end.
 * @typedef {{ parts(el: HTMLElement): Part[], close(): void }} Further
 * @typedef {{ initialize(given: { model: Model }): () => void, render(given: { el: HTMLElement }): () => void }} Hosted
 * @typedef {{ player: HoldPlayer, run: string }} Made
 */

// The players of this page by the cell that made them, and the run of it.
const MADE = Symbol.for("stretchbook.players");
/** @type {Map<string, Made>} */
const made = (/** @type {{ [MADE]?: Map<string, Made> }} */ (globalThis)[MADE] ??= new Map());

/**
 * A widget of a player, and of what else a host shows of it.
 * @param {typeof HoldPlayer} Player
 * @param {new (player: HoldPlayer, kernel: Kernel) => Further} [Further]
 * @returns {Hosted}
 */
export function hosted(Player, Further) {
  /** @type {HoldPlayer} */
  let player;
  /** @type {Kernel} */
  let kernel;
  /** @type {Further | undefined} */
  let further;

  // A player made by another run of the same cell takes the place of the one before.
  function takePlace() {
    const [cell, run] = kernel.get("_cell");
    if (!cell) return () => {};
    const mine = { player, run };
    const before = made.get(cell);
    if (before && before.run !== run) {
      before.player.stopFor("running the cell again", (text) => player.notice("stopped", text));
    }
    made.set(cell, mine);
    return () => { if (made.get(cell) === mine) made.delete(cell); };
  }

  return {
    initialize({ model }) {
      kernel = new Kernel(model);
      player = new Player(kernel.get("_data"), new KernelSink(kernel));
      further = Further && new Further(player, kernel);
      const areas = () => { player.areas = kernel.get("_areas"); };
      const stoppedFor = () => player.notice("stopped", kernel.get("_stopped"));
      areas();
      if (kernel.get("_stopped") && kernel.live) stoppedFor();
      const stops = [
        kernel.watch("change:_data", () => player.offer(kernel.get("_data"))),
        kernel.watch("change:_areas", areas),
        kernel.watch("change:_stopped", stoppedFor),
        kernel.watch("msg:custom", ({ type, reason }) => {
          if (type === "stop") player.stopFor(reason, (text) => kernel.send({ type: "stopped", text }));
        }),
        takePlace(),
      ];
      return () => {
        for (const stop of stops) stop();
        further?.close();
        player.close();
      };
    },

    render({ el }) {
      const view = new PlayerView(player, placed(el), further?.parts(el));
      const stop = kernel.get("come_into_view") ? come(el, kernel.get("_cell")[0]) : () => {};
      return () => {
        stop();
        view.close();
      };
    },
  };
}
