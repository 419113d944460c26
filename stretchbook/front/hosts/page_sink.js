// A page keeps the holds of its player itself, in its own book.

/**
 * @import { Book } from "../home/book.js"
 * @import { Draft } from "../home/draft.js"
 * @import { Sitting } from "../home/sitting.js"
 * @import { State } from "../player/clock.js"
 * @import { Entry, Session, Sink, Told } from "../player/holds.js"
 */

/**
 * The page's own book as a sink.
 * @implements {Sink}
 */
export class PageSink {
  /**
   * @param {Book} book
   * @param {Sitting} sitting
   * @param {{ begun(): void, changed(): void }} on  a session began; another state, or a hold was kept
   */
  constructor(book, sitting, on) {
    this.book = book;
    this.sitting = sitting;
    this.on = on;
    /** @type {Draft | undefined} */
    this.draft = undefined;
    this.logs = true;
    this.live = true;
  }

  /** @type {(told: () => void) => void} */
  follow(told) { told(); } // what is to be said of the storage is known from the beginning

  /** @type {(state: State) => void} */
  tell(state) {
    this.sitting.runs = state === "running" || state === "paused";
    this.on.changed();
  }

  /** @type {(session: Session) => void} */
  begin(session) {
    this.sitting.begin(session);
    this.on.begun();
  }

  /** @type {(entry: Entry) => Promise<void>} */
  async put(entry) {
    await this.book.hold(entry, this.draft?.gone);
    this.on.changed();
  }

  // the pictures stand in the page already, of the left side; the right one is their mirror image
  async pictures() {
    const found = [.../** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll(".sb-sheet [data-stretch] img"))].flatMap((picture) => {
      const { stretch } = /** @type {HTMLElement} */ (picture.closest("[data-stretch]")).dataset;
      return [[`${stretch} left`, picture.src], [`${stretch} both`, picture.src], [`${stretch} right`, mirrored(picture)]];
    });
    return Object.fromEntries(found);
  }

  /** @returns {Told[]} */
  notices() {
    const { kind, told } = this.book.store;
    return kind === "page" ? [["storage", told]] : [];
  }
}

/** @type {(picture: HTMLImageElement) => string} */
function mirrored(picture) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(-1, 1);
  pen.drawImage(picture, -canvas.width, 0);
  return canvas.toDataURL("image/webp");
}
