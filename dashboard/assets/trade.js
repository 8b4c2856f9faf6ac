// What only the browser can do on the page on trade: pick a pair by a click in the matrix.
(function () {
  "use strict";
  var PAIR = /^[a-z0-9_]+-[a-z0-9_]+$/;
  var BESIDE = "(min-width: 1180px)";

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    pickPair: function (click) {
      var point = click && click.points && click.points[0];
      var pair = point && point.customdata;
      if (Array.isArray(pair)) { pair = pair[0]; }
      if (!PAIR.test(pair)) { return window.dash_clientside.no_update; }
      // Where the chart of the pair stands below, the eye is led there.
      var place = document.getElementById("trade-pair");
      if (place && !window.matchMedia(BESIDE).matches) {
        var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        place.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      }
      return pair;
    },
  });
})();
