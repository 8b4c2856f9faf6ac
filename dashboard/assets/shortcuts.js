// Shortcuts: keys that act, listed under `?`. None acts while something is being typed.
(function () {
  "use strict";
  var PATIENCE = 1200; // how long the second key of `g c` may take, in milliseconds
  var known = [];
  var pressed = [];
  var last = 0;

  // keys: "j", "?", or one after the other: "g c". label: an English text that the page's own
  // list of shortcuts holds. page: the path it belongs to, "" for everywhere.
  function shortcut(keys, label, page, action) {
    known = known.filter(function (one) { return one.keys !== keys || one.page !== page; });
    known.push({ keys: keys, label: label, page: page || "", action: action });
  }

  function here(page) {
    return !page || window.location.pathname === page ||
      window.location.pathname.indexOf(page + "/") === 0;
  }

  function typing(target) {
    if (!target || !target.closest) { return false; }
    if (target.isContentEditable || target.closest("[contenteditable=true]")) { return true; }
    var field = target.closest("input, textarea, select, [role=combobox], [role=textbox]");
    return !!field && !/^(checkbox|radio|button|submit)$/.test(field.type || "");
  }

  function fitting(keys) {
    // What belongs to the page goes before what is the same everywhere.
    return known
      .filter(function (one) { return here(one.page) && one.keys.indexOf(keys) === 0; })
      .sort(function (a, b) { return b.page.length - a.page.length; });
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey ||
        event.isComposing || event.key.length !== 1 || typing(event.target)) { return; }
    if (document.querySelector("[role=dialog] .shortcuts") && event.key !== "?") { return; }
    var now = Date.now();
    pressed = now - last < PATIENCE ? pressed.concat(event.key) : [event.key];
    last = now;
    var keys = pressed.join(" ");
    var found = fitting(keys);
    if (!found.length && pressed.length > 1) {
      pressed = [event.key];
      keys = event.key;
      found = fitting(keys);
    }
    if (!found.length) { pressed = []; return; }
    var exact = found.filter(function (one) { return one.keys === keys; })[0];
    if (exact) {
      event.preventDefault();
      pressed = [];
      exact.action(event);
    } else if (keys !== event.key || event.key !== " ") {
      event.preventDefault(); // the first half of a pair
    }
  });

  function press(id) {
    return function () {
      var place = document.getElementById(id);
      if (place) { place.click(); }
    };
  }

  function toSearch() {
    var field = document.querySelector("main [data-search] input, main input[data-search], main input[type=search], main .search input");
    if (field) {
      field.focus();
      field.select();
    } else {
      window.dash_clientside.set_props("go", { href: window.tracker.keepLanguage("/facts") });
    }
  }

  function otherLanguage() {
    var now = document.documentElement.lang;
    window.dash_clientside.set_props("language-switch", { value: now === "de" ? "en" : "de" });
  }

  shortcut("?", "Show the shortcuts", "", press("shortcuts-open"));
  shortcut("/", "To the search field", "", toSearch);
  shortcut(".", "Light or dark", "", press("scheme"));
  shortcut("l", "German or English", "", otherLanguage);

  window.tracker.shortcut = shortcut;
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    // The server names the pages and their letters; going there is the browser's.
    learnPages: function (data) {
      ((data && data.pages) || []).forEach(function (one) {
        shortcut("g " + one.key, one.label, "", function () {
          window.dash_clientside.set_props("go", { href: window.tracker.keepLanguage(one.path) });
        });
      });
      return window.dash_clientside.no_update;
    },
    showShortcuts: function (clicks) {
      return clicks ? true : window.dash_clientside.no_update;
    },
    listShortcuts: function (opened, data, pathname) {
      var none = window.dash_clientside.no_update;
      if (!opened || !data) { return none; }
      window.setTimeout(function () { paint(data); }, 0);
      return none;
    },
  });

  function paint(data) {
    var place = document.getElementById("shortcuts");
    if (!place) { window.setTimeout(function () { paint(data); }, 30); return; }
    var parts = [[data.here, function (one) { return one.page; }],
      [data.everywhere, function (one) { return !one.page && one.keys[0] !== "g"; }],
      [data.go, function (one) { return !one.page && one.keys[0] === "g"; }]];
    place.replaceChildren();
    parts.forEach(function (part) {
      var fit = known.filter(function (one) { return here(one.page) && part[1](one); });
      if (!fit.length) { return; }
      window.tracker.add(place, "h3").textContent = part[0];
      var list = window.tracker.add(place, "dl");
      fit.forEach(function (one) {
        var keys = window.tracker.add(list, "dt");
        one.keys.split(" ").forEach(function (key) {
          window.tracker.add(keys, "kbd").textContent = key;
        });
        window.tracker.add(list, "dd").textContent = data.texts[one.label] || one.label;
      });
    });
  }

  // Scripts that come earlier by name wait for this; all have run by now.
  document.addEventListener("DOMContentLoaded", function () {
    document.dispatchEvent(new CustomEvent("tracker:ready"));
  });
})();
