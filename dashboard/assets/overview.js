// What the first page and an empty database need from the browser.
(function () {
  "use strict";
  var no = function () { return window.dash_clientside.no_update; };
  var KEY = "watched";

  function stored() {
    try { return JSON.parse(window.localStorage.getItem(KEY)) || []; } catch (error) { return []; }
  }

  function paint() {
    var list = stored();
    document.querySelectorAll("[data-watch]").forEach(function (button) {
      var on = list.indexOf(button.dataset.watch) >= 0;
      var text = on ? button.dataset.watched : button.dataset.unwatched;
      if (button.textContent !== text) { button.textContent = text; }
      if (button.getAttribute("aria-pressed") !== String(on)) {
        button.setAttribute("aria-pressed", String(on));
      }
    });
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    // Once there are figures, every page is another one.
    openAgain: function (read) {
      if (read) { window.location.reload(); }
      return no();
    },

    // When this browser was here before; one visit lasts as long as its tab.
    readVisit: function (path, known) {
      if (known) { return no(); }
      var before = window.sessionStorage.getItem("before");
      if (before === null) {
        before = window.localStorage.getItem("visit") || "";
        window.sessionStorage.setItem("before", before);
      }
      var now = new Date().toISOString().slice(0, 19) + "Z";
      window.localStorage.setItem("visit", now);
      return before || no();
    },

    showWatched: function (changed, list, shown) {
      list = list || [];
      return JSON.stringify(list) === JSON.stringify(shown) ? no() : list;
    },

    // The picker begins empty; only what a person does there is kept.
    keepWatched: function (chosen, list) {
      var same = JSON.stringify(chosen || []) === JSON.stringify(list || []);
      var touched = document.activeElement && document.activeElement.closest &&
        document.activeElement.closest(".watch-card");
      if (same || (!touched && !(chosen || []).length)) { return no(); }
      window.setTimeout(paint, 50);
      return chosen;
    },
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-watch]");
    if (!button) { return; }
    var list = stored();
    var place = list.indexOf(button.dataset.watch);
    if (place >= 0) { list.splice(place, 1); } else { list.push(button.dataset.watch); }
    window.dash_clientside.set_props("watched", { data: list });
    window.setTimeout(paint, 50);
  });

  // Buttons come and go with their pages.
  new MutationObserver(paint).observe(document.documentElement, { subtree: true, childList: true });
})();
