// A briefing of the page: each card gives its section, its chart becomes a picture here.
(function () {
  "use strict";
  var no = function () { return window.dash_clientside.no_update; };
  var pending = null;
  var PATIENCE = 60000;

  function cards() {
    return [].slice.call(document.querySelectorAll(".chart-card")).map(function (card) {
      return card.id.replace(/^card-/, "");
    });
  }

  function busy(on) {
    var button = document.getElementById("brief");
    if (!button) { return; }
    var label = button.lastElementChild;
    if (on) { button.dataset.label = label.textContent; label.textContent = button.dataset.busy; }
    else if (button.dataset.label) { label.textContent = button.dataset.label; }
    button.disabled = on;
  }

  function picture(section) {
    if (!section.figure) { return Promise.resolve(section); }
    var figure = section.figure;
    var size = { format: "png", width: figure.layout.width, height: figure.layout.height, scale: 1.6 };
    return window.Plotly.toImage(figure, size).then(function (image) {
      return Object.assign({}, section, { picture: image });
    });
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    askSections: function (clicks) {
      if (!clicks || pending) { return no(); }
      var token = String(Date.now());
      pending = { token: token, names: cards() };
      busy(true);
      window.setTimeout(function () {
        if (pending && pending.token === token) { pending = null; busy(false); }
      }, PATIENCE);
      pending.names.forEach(function (name) {
        window.dash_clientside.set_props({ type: "chart-wish", name: name }, {
          data: { kind: "brief", token: token, address: window.location.href },
        });
      });
      return token;
    },

    gatherSections: function (sections) {
      if (!pending) { return no(); }
      var answered = sections.filter(function (one) {
        return one && one.token === pending.token;
      });
      if (answered.length < pending.names.length) { return no(); }
      var token = pending.token;
      var order = {};
      pending.names.forEach(function (name, place) { order[name] = place; });
      answered.sort(function (one, other) { return order[one.name] - order[other.name]; });
      var day = document.querySelector(".as-of .day-input");
      var lead = document.querySelector(".page-lead");
      return Promise.all(answered.map(picture)).then(function (drawn) {
        drawn.forEach(function (one) { delete one.figure; });
        if (pending && pending.token === token) { pending = null; }
        busy(false);
        return {
          title: document.querySelector("h1").textContent,
          lead: lead ? lead.textContent : "",
          address: window.location.href,
          as_of: day ? day.value : "",
          sections: drawn,
        };
      }, function (fault) {
        pending = null;
        busy(false);
        throw fault;
      });
    },
  });
})();
