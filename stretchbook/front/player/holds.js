// The holds of a player and the session that they belong to, on their way to the sink.

import { newId } from "../shared/ids.js";

export class Holds {
  // changed(): a hold is there, or is safe; refused(why): one could not be kept
  constructor(sink, changed, refused) {
    Object.assign(this, { sink, changed, refused, all: [] });
  }

  begin(at, areas) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.session = { id: newId(), started_at: new Date(at).toISOString(), zone, areas };
    this.sink.begin?.(this.session);
  }

  // how: {held_s, status, started_at}
  put(segment, how) {
    const { stretch, side, set, seconds, planned_s = seconds } = segment;
    const hold = { id: newId(), stretch, side, set, planned_s, ...how };
    const shown = { ...hold, segment, safe: false };
    this.all.push(shown);
    shown.saved = this.sink.put({ session: this.session, hold }).then(() => {
      shown.safe = true;
      this.changed();
    }, ({ message }) => this.refused(message));
    this.changed();
  }

  get told() {
    const count = (status) => this.all.filter((hold) => hold.status === status).length;
    const parts = ["completed", "cut short", "skipped"].filter(count).map((s) => `${count(s)} ${s}`);
    return parts.length ? `Done. Holds: ${parts.join(", ")}.` : "Done. No hold was begun.";
  }
}
