// Places: closer and farther on the map, and names only where there is room for them.
(function () {
  "use strict";
  var STEP = 1.6;
  var MOST = 40;
  var no = function () { return window.dash_clientside.no_update; };

  function plotOf(id) {
    var place = document.getElementById(JSON.stringify(id, Object.keys(id).sort()));
    return place && place.querySelector(".js-plotly-plot");
  }

  function meet(one, other) {
    return one.left < other.right && other.left < one.right &&
      one.top < other.bottom && other.top < one.bottom;
  }

  // Names are laid out for the usual width; where the map is smaller, later ones make room.
  function thinNames(plot) {
    var frame = plot.querySelector(".geo");
    if (!frame) { return; }
    var whole = plot.getBoundingClientRect();
    var traces = Array.prototype.slice.call(frame.querySelectorAll(".scattergeo")).reverse();
    var names = [];
    traces.forEach(function (trace) {
      names.push.apply(names, trace.querySelectorAll("text"));
    });
    var kept = [];
    names.forEach(function (name) {
      name.style.visibility = "";
      if (!name.textContent) { return; }
      var box = name.getBoundingClientRect();
      var out = box.left < whole.left || box.right > whole.right;
      if (out || kept.some(function (other) { return meet(box, other); })) {
        name.style.visibility = "hidden";
      } else {
        kept.push(box);
      }
    });
  }

  function watch(plot) {
    if (plot.dataset.thinned) { return; }
    plot.dataset.thinned = "yes";
    plot.on("plotly_afterplot", function () { thinNames(plot); });
    plot.on("plotly_relayout", function () { thinNames(plot); });
    thinNames(plot);
  }

  var SQL = { name: "sql", page: "query", type: "query" };

  function editor() {
    return document.getElementById(JSON.stringify(SQL, Object.keys(SQL).sort()));
  }

  function setStatement(text, place) {
    window.dash_clientside.set_props(SQL, { value: text });
    window.setTimeout(function () {
      var field = editor();
      if (!field) { return; }
      field.focus();
      if (place !== undefined) { field.setSelectionRange(place, place); }
    }, 30);
  }

  function writeName(name) {
    var field = editor();
    if (!field) { return; }
    var start = field.selectionStart, end = field.selectionEnd;
    var word = name === "end" ? '"end"' : name;
    setStatement(field.value.slice(0, start) + word + field.value.slice(end), start + word.length);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) { return; }
    if (event.target !== editor()) { return; }
    event.preventDefault();
    var button = document.getElementById("query-run");
    if (button) { button.click(); }
  });

  // The chart's own script comes some time after the page.
  function watchSoon(id, tries) {
    var plot = plotOf(id);
    if (plot && plot.on) { watch(plot); return; }
    if (tries > 0) { window.setTimeout(function () { watchSoon(id, tries - 1); }, 100); }
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    zoomMap: function (closer, farther, reset, id) {
      var trigger = window.dash_clientside.callback_context.triggered[0];
      var plot = plotOf(id);
      if (!trigger || !trigger.value || !plot || !plot._fullLayout) { return no(); }
      var scale = plot._fullLayout.geo.projection.scale || 1;
      var asked = trigger.prop_id.split(".")[0];
      var change = {};
      if (asked === "map-reset") {
        change["geo.projection.scale"] = 1;
        change["geo.center"] = plot.layout.meta.centre;
      } else {
        var wanted = asked === "map-in" ? scale * STEP : scale / STEP;
        change["geo.projection.scale"] = Math.min(MOST, Math.max(1, wanted));
      }
      window.Plotly.relayout(plot, change);
      return no();
    },
    // A list of names that write themselves into the statement; their texts are English.
    paintSchema: function (objects) {
      var place = document.getElementById("query-schema");
      if (!place || !objects) { return no(); }
      var add = window.tracker.add;
      place.replaceChildren();
      place.lang = "en";
      objects.forEach(function (object) {
        var box = add(place, "details", object.view ? "schema-view" : "schema-table");
        var head = add(box, "summary");
        add(head, "code").textContent = object.name;
        add(box, "p", "schema-text").textContent = object.text;
        var list = add(box, "ul");
        object.columns.forEach(function (column) {
          var item = add(list, "li");
          var button = add(item, "button", "schema-column");
          button.type = "button";
          button.textContent = column[0];
          button.addEventListener("click", function () { writeName(column[0]); });
          add(item, "span").textContent = column[1];
        });
        var whole = add(box, "button", "schema-column schema-whole");
        whole.type = "button";
        whole.textContent = "SELECT * FROM " + object.name;
        whole.addEventListener("click", function () {
          setStatement("SELECT *\nFROM " + object.name + "\nLIMIT 20");
        });
      });
      return "painted";
    },
    paintMeanings: function (objects) {
      var place = document.getElementById("data-meanings");
      if (!place || !objects) { return no(); }
      var add = window.tracker.add;
      place.replaceChildren();
      objects.forEach(function (object) {
        var box = add(place, "details", object.view ? "schema-view" : "schema-table");
        var head = add(box, "summary");
        add(head, "code").textContent = object.name;
        add(head, "span", "meaning-text").textContent = object.text;
        var list = add(box, "dl", "meaning-list");
        object.columns.forEach(function (column) {
          add(add(list, "dt"), "code").textContent = column[0];
          add(list, "dd").textContent = column[1];
        });
      });
      return "painted";
    },
    watchMap: function (figure, id) {
      watchSoon(id, 300);
      return no();
    },
  });
})();
