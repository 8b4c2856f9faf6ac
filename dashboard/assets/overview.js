// What the first page and an empty database need from the browser.
(function () {
  "use strict";
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    // Once there are figures, every page is another one.
    openAgain: function (read) {
      if (read) { window.location.reload(); }
      return window.dash_clientside.no_update;
    },
  });
})();
