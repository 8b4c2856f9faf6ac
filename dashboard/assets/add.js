// Add a fact: saved by keyboard; after saving the next figure can be typed at once.
(function () {
  "use strict";
  var part = function (id) { return document.getElementById(id); };

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !part("add-figure")) { return; }
    event.preventDefault();
    var focused = document.activeElement;
    // Fields tell what was typed when they are left, or a moment later; saving comes after that.
    if (focused) { focused.blur(); }
    window.setTimeout(function () {
      part("save").click();
      if (focused) { focused.focus(); }
    }, 320);
  });

  // What was said of the last try holds until something else is typed.
  document.addEventListener("input", function () {
    var notice = part("save-notice");
    if (notice && notice.firstChild) {
      window.dash_clientside.set_props("save-notice", { children: null });
    }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-add]");
    if (!button) { return; }
    if (button.getAttribute("data-add") === "empty") { window.location.reload(); return; }
    part("add-figure").focus();
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    // All but the figure and its sentence stays: the next one is most often like this.
    afterSave: function (saved) {
      if (saved && part("add-figure")) { part("add-figure").focus(); }
      return window.dash_clientside.no_update;
    },
  });
})();
