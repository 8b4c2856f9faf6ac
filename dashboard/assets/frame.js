// What all pages share in the browser: help words, copying, menus, days, printing, faults.
(function () {
  "use strict";
  var no = function () { return window.dash_clientside.no_update; };
  var tip = null;
  var helped = null;

  // Dash puts the caret of every field back after it was written; a field of a day has none.
  var caret = window.HTMLInputElement.prototype.setSelectionRange;
  window.HTMLInputElement.prototype.setSelectionRange = function () {
    if (this.type !== "date") { caret.apply(this, arguments); }
  };

  // Help words: one bubble for all of them, by mouse, keyboard and finger alike.
  function bubble() {
    if (!tip) {
      tip = document.createElement("div");
      tip.id = "help-bubble";
      tip.className = "help-bubble";
      tip.setAttribute("role", "tooltip");
      tip.hidden = true;
      document.body.appendChild(tip);
      tip.addEventListener("mouseleave", function (event) {
        if (event.relatedTarget !== helped) { hideHelp(); }
      });
    }
    return tip;
  }

  function showHelp(word) {
    if (helped && helped !== word) { hideHelp(); }
    var shown = bubble();
    helped = word;
    shown.textContent = word.dataset.help;
    shown.hidden = false;
    word.setAttribute("aria-describedby", shown.id);
    var box = word.getBoundingClientRect();
    var size = shown.getBoundingClientRect();
    var left = Math.min(Math.max(8, box.left + box.width / 2 - size.width / 2),
      document.documentElement.clientWidth - size.width - 8);
    var above = box.top > size.height + 16;
    shown.style.left = left + "px";
    shown.style.top = (above ? box.top - size.height - 6 : box.bottom + 6) + "px";
  }

  function hideHelp() {
    if (helped) { helped.removeAttribute("aria-describedby"); }
    helped = null;
    if (tip) { tip.hidden = true; }
  }

  function wordOf(event) {
    return event.target && event.target.closest ? event.target.closest("[data-help]") : null;
  }

  document.addEventListener("mouseover", function (event) {
    var word = wordOf(event);
    if (word) { showHelp(word); }
  });
  document.addEventListener("mouseout", function (event) {
    var word = wordOf(event);
    if (word && event.relatedTarget !== tip && word !== document.activeElement) { hideHelp(); }
  });
  document.addEventListener("focusin", function (event) {
    var word = wordOf(event);
    if (word) { showHelp(word); } else if (event.target !== tip) { hideHelp(); }
  });
  document.addEventListener("focusout", function (event) {
    if (wordOf(event)) { hideHelp(); }
  });
  document.addEventListener("scroll", hideHelp, { capture: true, passive: true });

  // Copying, with what was done said on the button and to those who hear the page.
  function say(text) {
    var place = document.getElementById("spoken");
    if (place) { place.textContent = ""; window.setTimeout(function () { place.textContent = text; }, 50); }
  }

  function copyText(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(function () { copyByHand(text); });
    }
    copyByHand(text);
    return Promise.resolve();
  }

  function copyByHand(text) {
    var focused = document.activeElement;
    var field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    if (focused && focused.focus) { focused.focus(); }
  }

  function copy(button) {
    var text = button.dataset.copy.split("{here}").join(window.location.origin);
    if (button.dataset.copy === "{link}") {
      text = window.location.href.split("#")[0] + (button.dataset.anchor || "");
    }
    copyText(text).then(function () {
      var done = button.dataset.done;
      say(done);
      if (button.dataset.busy) { return; }
      button.dataset.busy = "1";
      var label = button.querySelector(".button-label") || button;
      var before = label.textContent;
      button.style.minWidth = button.getBoundingClientRect().width + "px";
      label.textContent = done;
      button.classList.add("copied");
      window.setTimeout(function () {
        label.textContent = before;
        button.classList.remove("copied");
        button.style.minWidth = "";
        delete button.dataset.busy;
      }, 1600);
    });
  }

  // Menus of the head: a button with a list of links below it.
  function closeMenus(but) {
    document.querySelectorAll(".menu-button[aria-expanded=true], .drop-button[aria-expanded=true]").forEach(function (button) {
      if (button !== but) { button.setAttribute("aria-expanded", "false"); }
    });
  }

  document.addEventListener("click", function (event) {
    var target = event.target.closest ? event.target : document.body;
    var copied = target.closest("[data-copy]");
    if (copied) { copy(copied); }
    var word = target.closest("[data-help]");
    if (word) { showHelp(word); }
    var day = target.closest("[data-clear-day]");
    if (day) {
      window.dash_clientside.set_props(
        { type: "query", page: day.dataset.clearDay, name: "as_of" }, { value: "" });
    }
    var menu = target.closest(".menu-button, .drop-button");
    closeMenus(menu);
    if (menu) {
      menu.setAttribute("aria-expanded", menu.getAttribute("aria-expanded") === "true" ? "false" : "true");
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    hideHelp();
    var open = document.querySelector(".menu-button[aria-expanded=true], .drop-button[aria-expanded=true]");
    if (open) { closeMenus(null); open.focus(); }
  });

  // Printing: charts scale with the paper instead of being cut, and the page says where it is from.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".page").forEach(function (page) {
      page.dataset.address = window.location.href;
    });
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach(function (svg) {
      svg.setAttribute("viewBox", "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach(function (svg) {
      svg.removeAttribute("viewBox");
    });
  });

  // A link to one card of a page scrolls to it once it is there.
  var sought = window.location.hash;
  if (/^#card-[a-z-]+$/.test(sought)) {
    var watcher = new MutationObserver(function () {
      var card = document.querySelector(sought);
      if (!card) { return; }
      watcher.disconnect();
      window.setTimeout(function () { card.scrollIntoView(); }, 400);
    });
    watcher.observe(document.documentElement, { subtree: true, childList: true });
    window.setTimeout(function () { watcher.disconnect(); }, 15000);
  }

  window.tracker.copyText = copyText;
  window.tracker.sayAloud = say;
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    // A fault belongs to the page on which it happened; menus and help do, too.
    leavePage: function () {
      closeMenus(null);
      hideHelp();
      return true;
    },
  });
})();
