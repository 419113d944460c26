// A press that has begun is not lost: a control that is drawn anew between press and release would get no click.

const CONTROLS = "button, summary, a, label, [role=button]";
const CLICK_MS = 300; // a click comes no later after its release

/**
 * Gives what acts at once, or where a control in the element is being pressed, right after that.
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 * @returns {(act: () => void) => void}
 */
export function betweenPresses(el, signal) {
  /** @type {(() => void)[]} */
  const waiting = [];
  let pressed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ending;
  const end = () => {
    pressed = false;
    for (const act of waiting.splice(0)) act();
  };
  /** @type {(ms: number) => void} */
  const endIn = (ms) => {
    if (!pressed) return;
    clearTimeout(ending);
    ending = setTimeout(end, ms);
  };
  /** @type {(event: Event) => void} */
  const begin = ({ target }) => {
    clearTimeout(ending);
    pressed = target instanceof Element && Boolean(target.closest(CONTROLS));
    if (!pressed) end();
  };
  /** @type {(place: EventTarget, name: string, act: (event: any) => void) => void} */
  const listen = (place, name, act) => place.addEventListener(name, act, { capture: true, signal });
  listen(el, "pointerdown", begin);
  listen(el, "keydown", (event) => { if (event.key === " " && !pressed) begin(event); });
  for (const name of ["pointerup", "pointercancel", "keyup"]) listen(window, name, () => endIn(CLICK_MS));
  listen(window, "blur", ({ target }) => { if (target === window) end(); });
  listen(window, "click", () => endIn(0));
  listen(window, "contextmenu", () => endIn(0)); // its menu may take the release
  signal.addEventListener("abort", () => { clearTimeout(ending); waiting.length = 0; });
  return (act) => {
    if (pressed) waiting.push(act);
    else act();
  };
}
