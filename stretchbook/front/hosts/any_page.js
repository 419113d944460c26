// The host of a page for any routine: it asks which one, then is the page of that.

import { askFor } from "../home/asking.js";
import { begin, show } from "./page.js";

/**
 * Opens the page.
 * @param {Document} page
 * @returns {Promise<void>}
 */
export function open(page) {
  const data = begin(page);
  return askFor(page, data, (made) => show(page, made));
}
