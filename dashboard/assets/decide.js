// Deciding on a figure: buttons and keys become commands, one at a time and in order.
(function () {
  "use strict";
  var no = function () { return window.dash_clientside.no_update; };
  var set = function (id, props) { window.dash_clientside.set_props(id, props); };
  var waiting = [];
  var sent = null;
  var number = 0;
  var asking = null;

  var panel = function () { return document.getElementById("decide"); };
  var part = function (id) { return document.getElementById(id); };

  function current() {
    return (panel() && window.tracker.chosenFact) || null;
  }

  function authorField() {
    return panel() && panel().querySelector(".author-field input");
  }

  function next() {
    if (sent || !waiting.length) { return; }
    sent = waiting.shift();
    number += 1;
    sent.seq = number;
    set("decide-command", { data: sent });
  }

  // What a page may do before anything is sent, such as showing the next figure at once.
  function send(command) {
    var fact = command.fact ? { id: command.fact } : current();
    if (!fact) { return; }
    var field = authorField();
    if (field && !field.value.trim()) {
      tell(panel().getAttribute("data-nameless") || "", "problem");
      set({ type: "author", name: "decide" }, { error: true });
      field.focus();
      return;
    }
    var whole = Object.assign(
      { fact: fact.id, version: fact.version, author: field ? field.value.trim() : null }, command);
    close();
    set({ type: "author", name: "decide" }, { error: null });
    waiting.push(whole);
    document.dispatchEvent(new CustomEvent("tracker:deciding", { detail: whole }));
    next();
  }

  function tell(text, kind) {
    var place = part("decide-notice");
    if (!place) { return; }
    place.hidden = !text;
    place.textContent = text;
    place.className = "notice decide-notice" + (kind ? " notice-" + kind : "");
  }

  function ask(action) {
    close();
    asking = action;
    var words = part("decide-words");
    words.querySelectorAll("[data-for]").forEach(function (label) {
      label.hidden = label.getAttribute("data-for") !== action;
    });
    set("decide-reason", { value: "", error: null });
    words.hidden = false;
    window.setTimeout(function () { part("decide-reason").focus(); }, 30);
  }

  function edit() {
    var fact = current();
    if (!fact) { return; }
    close();
    part("correct-editor").hidden = false;
    number += 1;
    set("correct-open", { data: { id: fact.id, seq: number } });
    window.setTimeout(function () {
      var first = part("correct-value");
      first.focus();
      first.select();
    }, 60);
  }

  function close() {
    asking = null;
    if (part("decide-words")) { part("decide-words").hidden = true; }
    if (part("correct-editor")) { part("correct-editor").hidden = true; }
  }

  function submit() {
    var text = part("decide-reason").value.trim();
    if (asking === "note") { send({ action: "note", note: text }); return; }
    if (!text) {
      set("decide-reason", { error: part("decide-words").getAttribute("data-needed") || true });
      part("decide-reason").focus();
      return;
    }
    send({ action: asking, reason: text });
  }

  function store() {
    // Fields tell what was typed a moment later; the correction must not be sent before.
    if (document.activeElement) { document.activeElement.blur(); }
    window.setTimeout(function () {
      var open = !part("correct-editor").hidden;
      send({ action: "correct" });
      if (open) { part("correct-editor").hidden = false; }
    }, 320);
  }

  function act(action) {
    if (action === "correct") { edit(); }
    else if (action === "prefer" || action === "deprecate" || action === "note") { ask(action); }
    else if (action === "submit") { submit(); }
    else if (action === "store") { store(); }
    else if (action === "cancel") { close(); focusBack(); }
    else if (action === "undo") {
      document.dispatchEvent(new CustomEvent("tracker:undoing"));
      send(Object.assign({ action: "undo" }, window.tracker.undoing || {}));
      window.tracker.undoing = null;
    } else { send({ action: action }); }
  }

  function focusBack() {
    var place = panel() && panel().querySelector('[data-do="confirm"]');
    if (place) { place.focus({ preventScroll: true }); }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("#decide [data-do]");
    if (button) { act(button.getAttribute("data-do")); }
  });

  document.addEventListener("keydown", function (event) {
    if (!panel() || event.altKey || event.defaultPrevented) { return; }
    var editor = part("correct-editor");
    if (event.key === "Escape" && ((editor && !editor.hidden) || asking)) {
      close();
      focusBack();
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && editor && !editor.hidden) {
      event.preventDefault();
      store();
      return;
    }
    if (event.key === "Enter" && event.target.id === "decide-reason") {
      event.preventDefault();
      submit();
      return;
    }
  });

  // Letters act on the pages that show one figure, and stand under `?`.
  var LETTERS = {
    a: ["confirm", "Confirm"], e: ["correct", "Correct"], r: ["reject", "Reject"],
    p: ["prefer", "Prefer"], d: ["deprecate", "Deprecate"], n: ["note", "Note"],
    u: ["undo", "Undo"],
  };
  document.addEventListener("tracker:ready", function () {
    ["/fact", "/review"].forEach(function (page) {
      Object.keys(LETTERS).forEach(function (key) {
        window.tracker.shortcut(key, LETTERS[key][1], page, function () {
          if (panel()) { act(LETTERS[key][0]); }
        });
      });
    });
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    // The figure that buttons and keys are about.
    holdFact: function (fact) {
      window.tracker.chosenFact = fact || null;
      return no();
    },

    hearDecision: function (done) {
      if (!done) { return no(); }
      sent = null;
      var fact = current();
      if (fact && fact.id === done.fact) {
        set("decide-fact", { data: Object.assign({}, fact, { version: done.version }) });
      }
      tell(done.text, done.ok ? "done" : "problem");
      var marked = Object.keys(done.errors || {});
      marked.forEach(function (name) {
        var id = name === "author" ? { type: "author", name: "decide" }
          : name === "reason" ? "decide-reason" : "correct-" + name;
        set(id, { error: done.errors[name] });
      });
      if (done.action === "correct" && done.ok) { close(); focusBack(); }
      document.dispatchEvent(new CustomEvent("tracker:decided", { detail: done }));
      next();
      return no();
    },

    // One name for all pages: what is typed on one is filled in on the next.
    keepAuthor: function (values, kept, ids) {
      var focused = document.activeElement && document.activeElement.closest(".author-field");
      var typed = values.filter(function (value) { return value; })[0] || "";
      if (focused) { return [ids.map(no), typed === kept ? no() : typed]; }
      var name = typed || kept || "";
      return [values.map(function (value) { return value === name ? no() : name; }),
        name === (kept || "") ? no() : name];
    },
  });
})();
