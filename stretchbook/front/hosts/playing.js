// What each player of the page does. A kernel may hear two messages in another order than they were sent, so each says
// all of it with its moment, and a rating takes with it what ran as the person pressed it.

const KEY = Symbol.for("stretchbook.playing");
const all = () => (globalThis[KEY] ??= new Map());

// what: {session} that began, or {state}; gives {session, state, at}
export function notePlaying(player, what) {
  const before = all().get(player) ?? { session: {}, state: "idle", at: 0 };
  const now = { ...before, ...what, at: Math.max(Date.now(), before.at + 1) };
  all().set(player, now);
  return now;
}

// a message to the kernel, with what this player does now
export function withPlaying(player, message) {
  const now = all().get(player);
  return now ? { ...message, now } : message;
}
