// What each player of the page does. A kernel may hear two messages in another order than they were sent: so each says
// all of it with its moment, and a rating says after which of these moments it was pressed.

/**
 * @import { State } from "../player/clock.js"
 * @import { Session } from "../player/holds.js"
 */

/**
 * What a player said last: the sessions that began in this page, in order, its state, and when (ms).
 * @typedef {{ sessions: Session[], state: State, at: number }} Playing
 */

const KEY = Symbol.for("stretchbook.playing");
/** @type {() => Map<string, Playing>} */
const all = () => (/** @type {{ [KEY]?: Map<string, Playing> }} */ (globalThis)[KEY] ??= new Map());

/**
 * Notes a session that began, or another state.
 * @param {string} player
 * @param {{ session?: Session, state?: State }} what
 * @returns {Playing}
 */
export function notePlaying(player, { session, state }) {
  const before = all().get(player) ?? { sessions: [], state: "idle", at: 0 };
  const now = {
    sessions: session ? [...before.sessions, session] : before.sessions,
    state: state ?? before.state,
    at: Math.max(Date.now(), before.at + 1),
  };
  all().set(player, now);
  return now;
}

/**
 * A message to the kernel that it is to heed after all that this player has said so far.
 * @param {string} player
 * @param {object} message
 * @returns {object}
 */
export function afterPlaying(player, message) {
  const now = all().get(player);
  return now ? { ...message, after: now.at } : message;
}
