// anywidget gives the code of a widget two seconds to arrive. On a page that is busy for longer (a slow computer, a
// notebook of many widgets) its model goes on waiting, and what the kernel says is lost to it for good. The code that
// did arrive makes such a model listen again.

/** @import { WholeModel } from "./kernel.js" */

const NOTHING = { content: { data: { method: "nothing" } } };
/** @type {WeakSet<WholeModel>} */
const met = new WeakSet();

/**
 * Makes a model listen again that was lost.
 * @param {WholeModel | undefined} whole
 * @returns {Promise<void>}
 */
export async function listenThough(whole) {
  if (!whole?.comm || met.has(whole)) return;
  met.add(whole);
  try {
    await whole._handle_comm_msg(NOTHING);
  } catch {
    const { _handle_comm_msg: hear } = Object.getPrototypeOf(whole.constructor.prototype);
    whole.comm.on_msg((message) => hear.call(whole, message));
    whole.comm.send({ method: "request_state" }, {}); // what was missed
  }
}
