// Another port is another origin: the page cannot see what is stored there. A cookie with nothing but how many
// holds wait at each port lets it say where they are.

const NAME = "stretchbook_waiting_";
const DAYS = 60;

/**
 * Note how many holds wait at this port; 0 takes the note away.
 * @param {number} number
 * @param {Document} [page]
 * @param {{ port: string, protocol: string }} [place]
 */
export function notePort(number, page = document, { port, protocol } = location) {
  if (!port) return;
  const age = number ? DAYS * 86400 : 0;
  const secure = protocol === "https:" ? "; Secure" : "";
  page.cookie = `${NAME}${port}=${number}; path=/; max-age=${age}; SameSite=Lax${secure}`;
}

/**
 * Where holds wait at other ports.
 * @param {Document} [page]
 * @param {{ port: string }} [place]
 * @returns {[port: number, holds: number][]}
 */
export function otherPorts(page = document, { port } = location) {
  return page.cookie.split("; ")
    .map((cookie) => /^stretchbook_waiting_(\d+)=(\d+)$/.exec(cookie))
    .filter((found) => found !== null)
    .filter(([, at, number]) => at !== port && Number(number))
    .map(([, at, number]) => [Number(at), Number(number)]);
}
