// The host of the player before a room: the list of its holds, and a speaker's window on the same clock.

import { HoldList } from "../player/hold_list.js";
import { SecondWindow } from "../player/second_window.js";
import { Speaker } from "../player/speaker.js";
import { tag } from "../shared/dom.js";
import { hosted as hostedPlayer } from "./notebook_player.js";

/**
 * @import { Part } from "../player/player_view.js"
 * @import { Player as HoldPlayer } from "../player/player.js"
 * @import { Kernel } from "./kernel.js"
 * @import { Hosted } from "./notebook_player.js"
 */

const REFUSED = "The browser refused a second window: what you say stands below the player. Allow pop-ups here and press again.";

/** What a player before a room shows further. */
export class Room {
  /**
   * @param {HoldPlayer} player
   * @param {Kernel} kernel
   */
  constructor(player, kernel) {
    player.room = true;
    this.player = player;
    this.speaker = new Speaker(player, () => kernel.get("_notes"));
    this.second = new SecondWindow(() => this.leave());
    this.stops = [kernel.watch("change:_notes", () => this.speaker.show())];
    this.themes = new MutationObserver(() => this.second.dark());
    this.themes.observe(document.body, { attributes: true });
  }

  /** @type {(el: HTMLElement) => Part[]} */
  parts(el) {
    const panel = tag("div");
    const button = tag("button.sb-speak", { type: "button", onclick: () => this.open(el, panel) }, "Speaker\u2019s window");
    const root = tag("div.sb-speak-line", {}, button, panel);
    return [{ root, show() {} }, new HoldList(this.player)];
  }

  /** @type {(el: HTMLElement, panel: HTMLElement) => void} */
  open(el, panel) {
    const { player, second, speaker } = this;
    if (second.there) return second.front();
    this.leave();
    const refused = !second.open("Speaker: stretchbook", speaker.root, el);
    if (refused) panel.append(speaker.root);
    player.notice("speaker", refused ? REFUSED : "");
    player.add(speaker);
    if (!refused) speaker.root.focus();
  }

  leave() {
    if (!this.player.views.has(this.speaker)) return;
    this.player.remove(this.speaker);
    this.speaker.rest();
    this.speaker.root.remove();
  }

  close() {
    this.leave();
    this.second.close();
    this.speaker.close();
    this.themes.disconnect();
    for (const stop of this.stops) stop();
  }
}

/**
 * A widget of a player before a room.
 * @param {typeof HoldPlayer} Player
 * @returns {Hosted}
 */
export function hosted(Player) { return hostedPlayer(Player, Room); }
