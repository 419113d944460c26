// What each player of the page does. A kernel may hear two messages in another order than they were sent: so each says
// all of it with its moment, and a rating says after which of these moments it was pressed.

const KEY = Symbol.for("stretchbook.playing");
const all = () => (globalThis[KEY] ??= new Map());

// what: {session} that began, or {state}; gives {sessions that began in this page, in order, state, at}
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

// a message to the kernel that it is to heed after all that this player has said so far
export function afterPlaying(player, message) {
  const now = all().get(player);
  return now ? { ...message, after: now.at } : message;
}
