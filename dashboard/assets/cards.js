// Cards: files of what they show. A picture is drawn anew, out of sight, and saved by plotly.
(function () {
  "use strict";
  var EDGE = 32; // as in figures/picture.py
  var no = function () { return window.dash_clientside.no_update; };

  // Axes may take more room than the layout asks for: their labels keep the distance of the lines
  // above and below, and these stay where the edges of the picture are.
  function settleEdge(plot) {
    var labels = plot._fullLayout._size.l;
    return labels > plot.layout.margin.l
      ? window.Plotly.relayout(plot, { "margin.l": labels + EDGE - 8 }) : Promise.resolve();
  }

  function settleLines(plot, asked) {
    var size = plot._fullLayout._size;
    var changes = {};
    (plot.layout.annotations || []).forEach(function (one, index) {
      if (one.name !== "picture-head" && one.name !== "picture-foot") { return; }
      var path = "annotations[" + index + "].";
      changes[path + "xshift"] = one.xshift + asked.l - size.l;
      changes[path + "yshift"] = one.yshift +
        (one.name === "picture-head" ? size.t - asked.t : asked.b - size.b);
    });
    return window.Plotly.relayout(plot, changes);
  }

  function savePicture(data) {
    var place = document.createElement("div");
    place.setAttribute("aria-hidden", "true");
    place.style.cssText = "position:fixed;left:-10000px;top:0;width:" + data.width + "px;height:" +
      data.height + "px;visibility:hidden";
    document.body.appendChild(place);
    var asked = Object.assign({}, data.figure.layout.margin);
    var config = { staticPlot: true, locale: data.locale, showSendToCloud: false };
    return window.Plotly.newPlot(place, data.figure.data, data.figure.layout, config)
      .then(function () { return settleEdge(place); })
      .then(function () { return settleLines(place, asked); })
      .then(function () {
        return window.Plotly.downloadImage(place, {
          format: data.format, filename: data.filename, width: data.width, height: data.height,
          scale: data.format === "png" ? 2 : 1,
        });
      })
      .finally(function () {
        window.Plotly.purge(place);
        place.remove();
      });
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    wishFile: function () {
      var trigger = window.dash_clientside.callback_context.triggered[0];
      if (!trigger || !trigger.value) { return no(); }
      var kind = JSON.parse(trigger.prop_id.split(".").slice(0, -1).join(".")).type;
      return {
        kind: kind.replace("chart-save-", ""), address: window.location.href.split("#")[0],
        at: Date.now(),
      };
    },
    savePicture: function (data) {
      if (!data) { return no(); }
      return savePicture(data).then(no);
    },
  });
})();
