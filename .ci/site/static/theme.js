// What notebooks show follows JupyterLab's theme: the site tells its own in the same words.
const system = matchMedia("(prefers-color-scheme: dark)");

function tell() {
  const { theme } = document.body.dataset;
  document.body.dataset.jpThemeLight = String(theme === "light" || (theme !== "dark" && !system.matches));
}

new MutationObserver(tell).observe(document.body, { attributeFilter: ["data-theme"] });
system.addEventListener("change", tell);
tell();
