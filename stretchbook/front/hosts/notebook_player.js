// The host of the hold player in a notebook: one player for each widget, and a view for each place where it
// is shown.

import { PlayerView } from "../player/player_view.js";
import { come } from "./come_into_view.js";
import { KernelSink } from "./kernel_sink.js";
import { Kernel, placed } from "./notebook.js";

// The players of this page by the cell that made them, and the run of it.
const made = (globalThis[Symbol.for("stretchbook.players")] ??= new Map());

// Further: what else a host shows of the player, made with (player, kernel): its parts(el), and close()
export function hosted(Player, Further) {
  let player;
  let kernel;
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
