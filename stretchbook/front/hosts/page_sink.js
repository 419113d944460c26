// A page keeps the holds of its player itself, in its own book.

/** @implements {import("../player/player.js").Sink} */
export class PageSink {
  // on.begun(): a session began; on.changed(): another state, or a hold was kept
  constructor(book, sitting, on) {
    this.book = book;
    this.sitting = sitting;
    this.on = on;
    this.logs = true;
    this.live = true;
  }

  follow(told) { told(); } // what is to be said of the storage is known from the beginning

  tell(state) {
    this.sitting.runs = state === "running" || state === "paused";
    this.on.changed();
  }

  begin(session) {
    this.sitting.begin(session);
    this.on.begun();
  }

  async put(entry) {
    await this.book.hold(entry, this.draft?.gone);
    this.on.changed();
  }

  // the pictures stand in the page already, of the left side; the right one is their mirror image
  async pictures() {
    const found = [...document.querySelectorAll(".sb-sheet [data-stretch] img")].flatMap((picture) => {
      const { stretch } = picture.closest("[data-stretch]").dataset;
      return [[`${stretch} left`, picture.src], [`${stretch} both`, picture.src], [`${stretch} right`, mirrored(picture)]];
    });
    return Object.fromEntries(found);
  }

  notices() {
    const { kind, told } = this.book.store;
    return kind === "page" ? [["storage", told]] : [];
  }
}

function mirrored(picture) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const pen = canvas.getContext("2d");
  pen.scale(-1, 1);
  pen.drawImage(picture, -canvas.width, 0);
  return canvas.toDataURL("image/webp");
}
