// Days of practice, a month each: small enough for a phone, and read out by name.

import { counted, tag } from "../shared/dom.js";

const MOST = 3; // months
const WEEK = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
/** @type {(day: Date, as: Intl.DateTimeFormatOptions) => string} */
const named = (day, as) => day.toLocaleDateString("en-GB", as);

/** @type {(day: Date) => string} */
const dayKey = (day) => `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;

/**
 * The months since the first day, the last of them at most. There is a day for each session.
 * @param {Date[]} days
 * @param {Date} today
 * @returns {HTMLElement}
 */
export function calendar(days, today) {
  const sessions = new Map();
  for (const day of days) sessions.set(dayKey(day), (sessions.get(dayKey(day)) ?? 0) + 1);
  const since = days.map((day) => 12 * (today.getFullYear() - day.getFullYear()) + today.getMonth() - day.getMonth());
  const number = Math.min(MOST, 1 + Math.max(-1, ...since));
  return tag("div.home-months", {}, ...Array.from({ length: number }, (_, back) =>
    month(sessions, new Date(today.getFullYear(), today.getMonth() - back, 1), today)));
}

/** @type {(sessions: Map<string, number>, first: Date, today: Date) => HTMLElement} */
function month(sessions, first, today) {
  const blank = (first.getDay() + 6) % 7; // weeks begin on Monday
  const days = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  const cells = Array.from({ length: blank + days }, (_, at) => (at < blank ? tag("td")
    : cell(sessions, new Date(first.getFullYear(), first.getMonth(), at - blank + 1), today)));
  const rows = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    tag("tr", {}, ...cells.slice(7 * week, 7 * week + 7)));
  return tag("table.home-month", {}, tag("caption", {}, named(first, { month: "long", year: "numeric" })),
    tag("thead", {}, tag("tr", {}, ...WEEK.map((day) => tag("th", { scope: "col" }, day)))), tag("tbody", {}, ...rows));
}

/** @type {(sessions: Map<string, number>, day: Date, today: Date) => HTMLElement} */
function cell(sessions, day, today) {
  const number = sessions.get(dayKey(day)) ?? 0;
  const label = `${named(day, { day: "numeric", month: "long" })}: ${number ? counted(number, "session") : "no session"}`;
  return tag("td", {
    class: number ? "home-done" : null, "aria-current": dayKey(day) === dayKey(today) ? "date" : null, title: label,
  }, tag("span", { "aria-hidden": "true" }, String(day.getDate())), tag("span.home-read", {}, label));
}
