// A second window of the browser that shows an element of this page: what runs here is seen there.

const SHAPE = "popup,width=1100,height=800";

// the styles of this page that speak of a class, wherever the notebook keeps them
/** @type {(word: string, el: HTMLElement) => HTMLStyleElement[]} */
const stylesOf = (word, el) => [document, /** @type {Document | ShadowRoot} */ (el.getRootNode())]
  .flatMap((root) => [...root.querySelectorAll("style")])
  .filter((style, at, all) => style.textContent.includes(word) && all.indexOf(style) === at);

/** The second window of one page. */
export class SecondWindow {
  /** @param {() => void} gone  the person closed it */
  constructor(gone) {
    this.gone = gone;
    this.onLeave = () => this.close(); // nothing would run in it any more
    window.addEventListener("pagehide", this.onLeave);
  }

  get there() { return Boolean(this.win && !this.win.closed); }

  // root goes there from el, with the styles that name its class; whether the browser lets it
  /** @type {(title: string, root: HTMLElement, el: HTMLElement) => boolean} */
  open(title, root, el) {
    /** @type {Window | null | undefined} */
    this.win = window.open("", "", SHAPE);
    if (!this.win) return false;
    const page = this.win.document;
    page.title = title;
    page.documentElement.lang = "en";
    page.head.append(...stylesOf(`.${root.classList[0]}`, el).map((style) => page.importNode(style, true)));
    page.body.style.margin = "0";
    page.body.append(root);
    this.dark();
    this.win.addEventListener("pagehide", () => setTimeout(() => this.there || this.gone()));
    return true;
  }

  // light and dark are those of the notebook
  dark() {
    if (!this.win || !this.there) return;
    const { dataset, className } = document.body;
    const { body } = this.win.document;
    if (dataset.jpThemeLight) body.dataset.jpThemeLight = dataset.jpThemeLight;
    if (/vscode/.test(className)) body.className = className;
  }

  front() { this.win?.focus(); }

  close() {
    this.win?.close();
    window.removeEventListener("pagehide", this.onLeave);
  }
}
