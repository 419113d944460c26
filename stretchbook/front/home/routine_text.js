// A routine that comes as a text, as from a QR code: unpacked, and checked like every input.

/**
 * @import { PageData } from "../hosts/page.js"
 * @import { About, PlayerData, Segment } from "../player/told.js"
 */

/**
 * A plan as a text tells it; what a page for any routine lays it out from: for each stretch the rows of one set, its
 * own time, a note and areas, and the most sets and seconds of a pause; what such a page has, and makes of a plan.
 * @typedef {{ stretches: string[], sets: number, ready_s: number, switch_s: number, rest_s: number,
 *   hold_s: number | null, first_s: number | null }} Plan
 * @typedef {{ rows: Segment[], hold_s: number, note: string, areas: string[] }} Making
 * @typedef {{ stretches: Record<string, Making>, areas: string[], max: [sets: number, pause: number] }} Makings
 * @typedef {PlayerData & { about: Record<string, About>, any: Makings }} AnyData
 * @typedef {PageData & { plan: Plan, segments: Segment[] }} MadeData
 */

const TEXT = /sb1\.([A-Za-z0-9_-]+)/;
const MOST = 20000; // bytes of a routine
const UNREADABLE = "This is not the text of a routine; scan the code or copy the text again, whole.";
/** @type {("ready_s" | "switch_s" | "rest_s" | "first_s")[]} */
const PAUSES = ["ready_s", "switch_s", "rest_s", "first_s"];
const FIELDS = ["first_s", "hold_s", "ready_s", "rest_s", "sets", "stretches", "switch_s"];

/**
 * Whether the text of a routine stands in a text.
 * @type {(text: string) => boolean}
 */
export const hasText = (text) => TEXT.test(text);

/** @type {(packed: string) => Promise<any>} */
async function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const text = new TextDecoder("utf-8", { fatal: true });
  let told = "";
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return JSON.parse(told + text.decode());
    length += value.length;
    if (length > MOST) throw new Error(UNREADABLE);
    told += text.decode(value, { stream: true });
  }
}

/**
 * The plan of a routine told by a text; refused with an Error that says in one sentence why.
 * @param {string} text
 * @param {Makings} makings
 * @returns {Promise<Plan>}
 */
export async function readPlan(text, makings) {
  const found = TEXT.exec(text);
  if (!found) throw new Error(UNREADABLE);
  if (!globalThis.DecompressionStream) throw new Error("This browser is too old to unpack the routine; open the page in a newer one.");
  const told = await unpacked(found[1]).catch(() => null);
  if (told?.stretchbook_routine !== 1) throw new Error(UNREADABLE);
  const { stretchbook_routine: _, ...plan } = told;
  const strange = Object.keys(plan).some((name) => !FIELDS.includes(name));
  if (strange || !Array.isArray(plan.stretches)) throw new Error("This routine has other fields than this page knows; make the page anew.");
  return checked({ sets: 1, ready_s: 5, switch_s: 5, rest_s: 10, hold_s: null, first_s: null, ...plan }, makings);
}

/** @type {(plan: Plan, makings: Makings) => Plan} */
function checked(plan, { stretches, max: [sets, pause] }) {
  /** @type {(value: unknown) => string} */
  const said = JSON.stringify;
  /** @type {(value: unknown, low: number, high: number) => boolean} */
  const is = (value, low, high) => typeof value === "number" && value >= low && value <= high;
  if (!plan.stretches.length) throw new Error("A routine needs at least one stretch.");
  for (const stretch of plan.stretches) {
    if (typeof stretch !== "string" || !Object.hasOwn(stretches, stretch)) {
      throw new Error(`There is no stretch ${said(stretch)} in this page; it has ${Object.keys(stretches).join(", ")}.`);
    }
    if (plan.stretches.indexOf(stretch) !== plan.stretches.lastIndexOf(stretch)) throw new Error(`${said(stretch)} is named twice.`);
  }
  if (!Number.isInteger(plan.sets) || !is(plan.sets, 1, sets)) throw new Error(`sets must be a whole number from 1 to ${sets}, not ${said(plan.sets)}.`);
  for (const name of PAUSES) {
    if (name === "first_s" && plan[name] === null) continue; // as long as the others
    if (!is(plan[name], 0, pause)) throw new Error(`${name} must be 0 to ${pause} seconds, not ${said(plan[name])}.`);
  }
  if (plan.hold_s !== null && (!is(plan.hold_s, 0, pause) || plan.hold_s === 0)) {
    throw new Error(`hold_s must be above 0 and at most ${pause} seconds, not ${said(plan.hold_s)}.`);
  }
  return plan;
}

/**
 * The segments of a plan, as `build_routine` lays them out.
 * @param {Plan} plan
 * @param {Pick<Makings, "stretches">} makings
 * @returns {(Segment & { start_s: number })[]}
 */
export function layOut(plan, { stretches }) {
  /** @type {(row: Segment, at: number) => number} */
  const seconds = ({ kind, stretch }, at) => {
    if (at === 0) return plan.first_s ?? plan.ready_s;
    return kind === "hold" ? plan.hold_s ?? stretches[stretch].hold_s : plan[`${kind}_s`];
  };
  /** @type {(Segment & { start_s: number })[]} */
  const segments = [];
  let start_s = 0;
  let at = 0;
  for (let set = 1; set <= plan.sets; set += 1) {
    for (const stretch of plan.stretches) {
      const { rows } = stretches[stretch];
      for (const row of at ? rows : rows.slice(1)) {
        const segment = { ...row, set, seconds: seconds(row, at), start_s, sets: plan.sets };
        at += 1;
        if (segment.seconds > 0) segments.push(segment);
        start_s += segment.seconds;
      }
    }
  }
  return segments;
}

/**
 * All that the page needs of a routine told by a text: what `player_data` gives, an id and areas.
 * @param {string} text
 * @param {AnyData} data
 * @returns {Promise<MadeData>}
 */
export async function readRoutine(text, data) {
  const { stretches, areas } = data.any;
  const plan = await readPlan(text, data.any);
  const { stretches: chosen, sets, ready_s, switch_s, rest_s, hold_s, first_s } = plan;
  /** @type {(entry: [stretch: string, about: About]) => [string, About]} */
  const noted = ([stretch, about]) => {
    const own = hold_s === null || hold_s === stretches[stretch].hold_s;
    return [stretch, { ...about, note: own ? "" : stretches[stretch].note.replace("{s}", String(hold_s)) }];
  };
  const rated = areas.filter((area) => chosen.some((stretch) => stretches[stretch].areas.includes(area)));
  return {
    ...data, plan, segments: layOut(plan, data.any), about: Object.fromEntries(Object.entries(data.about).map(noted)),
    areas: rated.length ? rated : areas, id: `any ${JSON.stringify([chosen, sets, first_s, ready_s, switch_s, rest_s, hold_s])}`,
  };
}
