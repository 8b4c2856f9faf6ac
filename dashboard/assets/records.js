// Pages of records: the grid of all figures and what is done with its rows.
(function () {
  "use strict";
  var no = function () { return window.dash_clientside.no_update; };

  function withGrid(act) {
    if (!document.querySelector(".fact-grid") || !window.dash_ag_grid) { return; }
    window.dash_ag_grid.getApiAsync("fact-grid").then(act);
  }

  var rounds = 0;

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    // Rows of another list than before: from the top.
    refreshGrid: function () {
      withGrid(function (api) {
        api.ensureIndexVisible(0);
        api.purgeInfiniteCache();
      });
      return no();
    },

    // The same list after a decision: the place in it stays. The counts are asked for anew.
    reloadGrid: function () {
      withGrid(function (api) { api.refreshInfiniteCache(); });
      rounds += 1;
      return rounds;
    },

    showColumns: function (names) {
      withGrid(function (api) {
        api.getColumns().forEach(function (column) {
          var name = column.getColId();
          if (name === "value" || name.indexOf("ag-Grid") === 0) { return; }
          api.setColumnsVisible([name], (names || []).indexOf(name) >= 0);
        });
      });
      return no();
    },

    // The grid says how it is sorted only when it asks for rows.
    keepSort: function (request) {
      var model = request && request.sortModel && request.sortModel[0];
      if (!model) { return no(); }
      return (model.sort === "desc" ? "-" : "") + model.colId;
    },

    reloadPage: function (changed) {
      if (changed) { window.location.reload(); }
      return no();
    },

    toTop: function () {
      var count = document.getElementById("document-count");
      if (count && count.getBoundingClientRect().top < 0) { count.scrollIntoView(); }
      return no();
    },

    untick: function () {
      withGrid(function (api) { api.deselectAll(); });
      return [];
    },
  });

  // A file holds what the address shows at the moment of the click.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-export]");
    if (link) { link.setAttribute("href", link.pathname + window.location.search); }
  }, true);

  // Any decision of a history can be undone, not the latest alone.
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[data-undo]");
    var panel = document.querySelector('#decide [data-do="undo"]');
    if (!button || !panel) { return; }
    window.tracker.undoing = { decision: Number(button.getAttribute("data-undo")) };
    panel.click();
  });

  // A list that drops down closes on Escape and on a click beside it.
  function closeDrops(except) {
    document.querySelectorAll("details.drop[open]").forEach(function (one) {
      if (one !== except) { one.removeAttribute("open"); }
    });
  }
  document.addEventListener("click", function (event) {
    closeDrops(event.target.closest ? event.target.closest("details.drop") : null);
  });
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && document.querySelector("details.drop[open]");
    if (open) {
      open.removeAttribute("open");
      open.querySelector("summary").focus();
    }
  });
})();
