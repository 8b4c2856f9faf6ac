// What only the browser can do: write the address, follow a click in a chart, build marked text.
(function () {
  "use strict";
  var NARROW = "(max-width: 640px)";
  var ENTITY = /^\/entity\/[a-z0-9_]+$/;
  var KEY = /^[0-9a-f]{12}:[0-9]+-[0-9]+$/;
  var no = function () { return window.dash_clientside.no_update; };

  function keepLanguage(path) {
    var language = new URLSearchParams(window.location.search).get("lang");
    return language ? path + "?lang=" + encodeURIComponent(language) : path;
  }

  function scheme() {
    return document.documentElement.getAttribute("data-mantine-color-scheme") === "dark"
      ? "dark" : "light";
  }

  function same(value, fallback) {
    return JSON.stringify(value) === JSON.stringify(fallback);
  }

  function add(parent, tag, className) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    parent.appendChild(made);
    return made;
  }

  // Links that are no components of Dash lead on without loading everything anew.
  function follow(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    window.dash_clientside.set_props("go", { href: event.currentTarget.getAttribute("href") });
  }

  // Where a whole trace leads, which says it once instead of for each of its points.
  function wholeTrace(trigger, point) {
    var id = JSON.parse(trigger.prop_id.split(".").slice(0, -1).join("."));
    var place = document.getElementById(JSON.stringify(id, Object.keys(id).sort()));
    var plot = place && place.querySelector(".js-plotly-plot");
    var trace = plot && plot.data[point.curveNumber];
    return trace && trace.meta;
  }

  window.dash_clientside = window.dash_clientside || {};
  // What the other scripts share; each adds its functions to `dash_clientside.tracker`.
  window.tracker = { add: add, follow: follow, keepLanguage: keepLanguage, scheme: scheme };
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    // A click on a mark leads to the figure behind it.
    followMark: function (clicks) {
      var trigger = window.dash_clientside.callback_context.triggered[0];
      var point = trigger && trigger.value && trigger.value.points && trigger.value.points[0];
      var key = point && (point.customdata || wholeTrace(trigger, point));
      if (Array.isArray(key)) { key = key[0]; }
      if (ENTITY.test(key)) { return keepLanguage(key); }
      return KEY.test(key) ? keepLanguage("/fact/" + key) : no();
    },

    // The address is the only state: controls write it, defaults are left out.
    writeAddress: function (values, ids, defaults) {
      var plain = Object.assign.apply(Object, [{}].concat(defaults));
      var query = new URLSearchParams();
      var language = new URLSearchParams(window.location.search).get("lang");
      if (language) { query.set("lang", language); }
      ids.forEach(function (id, index) {
        var value = values[index];
        if (value === null || value === undefined || value === "" || same(value, plain[id.name])) {
          return;
        }
        (Array.isArray(value) ? value : [value]).forEach(function (one) {
          query.append(id.name, one);
        });
      });
      var text = query.toString();
      var address = window.location.pathname + (text ? "?" + text : "");
      if (address !== window.location.pathname + window.location.search) {
        window.history.replaceState(window.history.state, "", address);
      }
      return no();
    },

    readWidth: function () {
      return [window.matchMedia(NARROW).matches, scheme()];
    },

    readLanguage: function (search, current, fallback) {
      var language = new URLSearchParams(search || "").get("lang");
      language = language === "de" || language === "en" ? language : fallback;
      document.documentElement.lang = language;
      return language;
    },

    switchLanguage: function (language, fallback) {
      var query = new URLSearchParams(window.location.search);
      var now = query.get("lang") || fallback;
      if (!language || language === now) { return no(); }
      if (language === fallback) { query.delete("lang"); } else { query.set("lang", language); }
      var text = query.toString();
      window.location.assign(window.location.pathname + (text ? "?" + text : ""));
      return no();
    },

    markPage: function (pathname) {
      var section = "/" + (pathname || "/").split("/")[1];
      var home = { "/fact": "/facts", "/document": "/documents" }[section] || section;
      window.setTimeout(function () {
        document.querySelectorAll("#menu a").forEach(function (link) {
          if (link.pathname === home) {
            link.setAttribute("aria-current", "page");
          } else {
            link.removeAttribute("aria-current");
          }
        });
      }, 0);
      return false;
    },

    nameTab: function (titles) {
      var title = titles && titles[0];
      if (title) {
        window.setTimeout(function () { document.title = title + " · Corridor Tracker"; }, 60);
      }
      return no();
    },

    // A document's pieces become nodes by textContent: nothing in them is ever read as markup.
    paintText: function (data) {
      var name = window.dash_clientside.callback_context.outputs_list.id.name;
      var place = document.getElementById(JSON.stringify({ name: name, type: "text" }));
      if (!place || !data) { return no(); }
      var built = document.createDocumentFragment();
      window.tracker.paintNodes(built, data.nodes, function (parent, piece) {
        var link = document.createElement("a");
        link.className = piece[3] ? "figure-mark mark-" + piece[3] : "figure-mark";
        link.setAttribute("href", data.prefix + piece[1] + data.query);
        link.setAttribute("data-key", piece[1]);
        link.title = piece[2];
        link.textContent = piece[0];
        link.addEventListener("click", follow);
        parent.appendChild(link);
      });
      place.replaceChildren(built);
      return "painted";
    },

    // A table's rows become nodes by textContent, too.
    paintTable: function (data) {
      var name = window.dash_clientside.callback_context.outputs_list.id.name;
      var place = document.getElementById(JSON.stringify({ name: name, type: "table" }));
      if (!place) { return no(); }
      place.replaceChildren();
      place.dataset.painted = "yes";
      if (!data || !data.rows.length) { return "empty"; }
      place.tabIndex = 0;
      place.setAttribute("role", "region");
      place.setAttribute("aria-label", data.caption);
      var table = add(place, "table", "table");
      add(table, "caption", "hidden").textContent = data.caption;
      var numeric = new Set(data.numeric);
      var head = add(add(table, "thead"), "tr");
      data.heads.forEach(function (text, index) {
        var cell = add(head, "th", numeric.has(index) ? "number" : "");
        cell.scope = "col";
        cell.textContent = text;
      });
      var body = add(table, "tbody");
      data.rows.forEach(function (row) {
        var line = add(body, "tr");
        row.forEach(function (value, index) {
          var cell = add(line, "td", numeric.has(index) ? "number" : "");
          if (Array.isArray(value)) {
            cell = add(cell, "a", "link");
            cell.setAttribute("href", value[1]);
            if (/^https?:/.test(value[1])) {
              cell.target = "_blank";
              cell.rel = "noopener noreferrer";
            } else {
              cell.addEventListener("click", follow);
            }
            value = value[0];
          }
          add(cell, "bdi").textContent = value;
        });
      });
      return "painted";
    },

    toggleMenu: function (opened) {
      return opened ? "menu menu-open" : "menu";
    },

    toggleFilters: function (clicks) {
      return clicks % 2 ? "facets facets-open" : "facets";
    },
  });

  window.matchMedia(NARROW).addEventListener("change", function (event) {
    if (window.dash_clientside.set_props) {
      window.dash_clientside.set_props("narrow", { data: event.matches });
    }
  });

  // The scheme that is shown, not the one that a component believes in while it starts.
  new MutationObserver(function () {
    if (window.dash_clientside.set_props) {
      window.dash_clientside.set_props("scheme-now", { data: scheme() });
    }
  }).observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });

  // Dash draws its ticks as options of a list box with check boxes inside, which no screen reader
  // can make sense of. Plain labelled check boxes is what they are.
  new MutationObserver(function () {
    document.querySelectorAll('.ticks[role="listbox"]').forEach(function (list) {
      list.removeAttribute("role");
    });
    document.querySelectorAll('.ticks [role="option"], .ticks [aria-selected]').forEach(
      function (option) {
        option.removeAttribute("role");
        option.removeAttribute("aria-selected");
      }
    );
  }).observe(document.documentElement, {
    subtree: true, childList: true, attributeFilter: ["aria-selected"],
  });

  var grid = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  grid.trackerTheme = function (theme) {
    return theme.withParams({
      fontFamily: "inherit",
      fontSize: 14,
      headerFontSize: 13,
      headerFontWeight: 600,
      backgroundColor: "var(--card)",
      foregroundColor: "var(--ink)",
      headerBackgroundColor: "var(--card)",
      headerTextColor: "var(--muted)",
      borderColor: "var(--line)",
      rowHoverColor: "var(--hover)",
      accentColor: "var(--accent)",
      wrapperBorderRadius: 8,
      rowHeight: 44,
      headerHeight: 42,
      columnBorder: false,
      headerColumnBorder: false,
      headerColumnResizeHandleColor: "transparent",
      browserColorScheme: "inherit",
    });
  };

  // The figure of a row is a link, so that keyboard and middle click work as everywhere.
  var cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  cells.trackerFactLink = function (props) {
    var key = props.data && props.data.key;
    if (!KEY.test(key)) { return null; }
    var address = keepLanguage("/fact/" + key);
    return window.React.createElement("a", {
      href: address,
      className: "link",
      onClick: follow,
    }, props.value);
  };
})();
