// Runs before anything is drawn: the scheme that was chosen last, so that no page flashes.
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem("mantine-color-scheme-value"); } catch (error) { /* private */ }
  var dark = chosen === "dark" ||
    (chosen !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  window.PlotlyConfig = { MathJaxConfig: "local" };
})();
