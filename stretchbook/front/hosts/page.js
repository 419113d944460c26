// The host of a take-home page: the routine's player, the words before and after, and the log that the page keeps.

import { Book } from "../home/book.js";
import { Draft, takeDrafts } from "../home/draft.js";
import { LogView } from "../home/log_view.js";
import { Sitting } from "../home/sitting.js";
import { openStore } from "../home/store.js";
import { Words } from "../home/words.js";
import { Player } from "../player/player.js";
import { PlayerView } from "../player/player_view.js";
import { tag } from "../shared/dom.js";
import { PageSink } from "./page_sink.js";

/** @import { PlayerData } from "../player/told.js" */

/**
 * What a take-home page is given: what its player shows, the id of the routine, and the areas to be rated.
 * @typedef {PlayerData & { id: string, areas: string[] }} PageData
 */

const DARK = window.matchMedia("(prefers-color-scheme: dark)");

// Dark follows the system.
/** @type {(page: Document) => void} */
function light(page) {
  const follow = () => { page.body.dataset.jpThemeLight = String(!DARK.matches); };
  DARK.addEventListener("change", follow);
  follow();
}

/**
 * What the page was given; from now on it is more than pictures and words.
 * @param {Document} page
 * @returns {any}  PageData, or what a page for any routine is made from
 */
export function begin(page) {
  light(page);
  page.documentElement.classList.add("home-live");
  return JSON.parse(page.getElementById("home-data")?.textContent ?? "");
}

/**
 * Opens the page.
 * @param {Document} page
 * @returns {Promise<void>}
 */
export function open(page) { return show(page, begin(page)); }

/**
 * Shows a routine with all that belongs to it.
 * @param {Document} page
 * @param {PageData} data
 * @returns {Promise<void>}
 */
export async function show(page, data) {
  const store = await openStore(data.id);
  const book = new Book(store);
  await takeDrafts(book);
  const sitting = new Sitting(book, data.areas);
  const draw = () => {
    words.show();
    log.show();
  };
  const begun = () => {
    words.begin();
    store.persist().then(draw);
  };
  const words = new Words(sitting, () => log.show());
  const log = new LogView(book, () => {
    words.begin();
    log.show();
  });
  store.heard = draw;
  const box = tag("div");
  page.querySelector(".home-mount")?.replaceChildren(tag("h2", {}, "Practise"), words.before, box, words.after, log.root);
  for (const read of /** @type {NodeListOf<HTMLDetailsElement>} */ (page.querySelectorAll(".home-stop, .home-careful"))) {
    read.open = !book.sessions.length; // one who comes again has read it, and finds it
  }
  const sink = new PageSink(book, sitting, { begun, changed: draw });
  const player = new Player(data, sink);
  player.areas = data.areas;
  sink.draft = new Draft(store, player);
  const view = new PlayerView(player, box);
  log.show();
  page.addEventListener("keydown", (event) => {
    if (event.target === page.body) view.controls.key(event);
  });
}
