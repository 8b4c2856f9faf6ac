// Review: one figure after another; the next ones are held ready, decisions follow in order.
(function () {
  "use strict";
  var AHEAD = 8;
  var MOST = 12;       // how many the server gives at once
  var PATIENCE = 8000; // after which an answer is no longer waited for, in milliseconds
  var last = null;
  var list = [];
  var total = 0;
  var index = 0;
  var held = {};      // figure to what is drawn of it
  var decided = {};   // figure to what was decided in this sitting
  var order = [];     // figures in the order in which they were decided
  var texts = {};
  var shown = null;
  var seen = null;
  var asks = 0;
  var flying = null;  // what is being fetched; one request at a time, or answers would be lost
  var stale = [];     // what a decision may have changed

  var set = function (id, props) { window.dash_clientside.set_props(id, props); };
  var part = function (id) { return document.getElementById(id); };
  var here = function () { return part("review") !== null; };
  var add = function (parent, tag, name) { return window.tracker.add(parent, tag, name); };

  function fill(text, values) {
    return text.replace(/%\((\w+)\)s/g, function (whole, name) { return values[name]; });
  }

  function plain(n) { return n.toLocaleString(texts.language === "de" ? "de" : "en-GB"); }

  function fetch() {
    if (!here() || (flying && Date.now() - flying.since < PATIENCE)) { return; }
    var near = list.slice(index, index + AHEAD + 1).filter(function (id) { return !held[id]; });
    var wanted = near.concat(stale).filter(function (id, at, all) {
      return all.indexOf(id) === at;
    }).slice(0, MOST);
    if (!wanted.length) { return; }
    asks += 1;
    flying = { ids: wanted, since: Date.now() };
    stale = stale.filter(function (id) { return wanted.indexOf(id) < 0; });
    set("review-ask", { data: { ids: wanted, n: asks } });
  }

  // What was asked for and did not come is no longer in the database.
  function arrived(packs) {
    packs.forEach(function (pack) { held[pack.id] = pack; });
    (flying ? flying.ids : []).forEach(function (id) {
      if (held[id] || list.indexOf(id) < 0) { return; }
      if (list.indexOf(id) < index) { index -= 1; }
      list.splice(list.indexOf(id), 1);
      total -= 1;
    });
    flying = null;
  }

  function go(to, quiet) {
    index = Math.max(0, Math.min(to, list.length));
    show(quiet);
    fetch();
  }

  function show(quiet) {
    if (!here()) { return; }
    var id = list[index];
    var pack = held[id];
    var over = index >= list.length;
    part("review").hidden = over;
    part("review-end").hidden = !over;
    count();
    if (over) {
      window.tracker.chosenFact = null;
      end();
      return;
    }
    part("review").classList.toggle("review-waiting", !pack);
    if (!pack) { // nothing is decided about what is not seen
      shown = null;
      window.tracker.chosenFact = null;
      return;
    }
    shown = pack;
    window.tracker.chosenFact = { id: pack.id, version: pack.version, key: pack.key };
    set("decide-fact", { data: window.tracker.chosenFact });
    set({ type: "query", page: "review", name: "at" }, { value: index || seen ? pack.key : "" });
    seen = pack.key;
    paintText(pack);
    paintSide(pack);
    if (!quiet) {
      var heading = part("review-side").querySelector("h2");
      heading.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    }
  }

  function count() {
    var n = Object.keys(decided).length;
    var place = Math.min(index + 1, list.length);
    var words = [];
    if (list.length) { words.push(fill(texts.place, { at: plain(place), total: plain(total) })); }
    if (n) { words.push(fill(texts.decided, { n: plain(n) })); }
    part("review-count").textContent = words.join(" · ");
  }

  function paintText(pack) {
    var place = part("review-text");
    place.replaceChildren();
    var why = add(place, "div", "review-reasons");
    pack.reasons.forEach(function (reason) {
      var line = add(why, "p", "review-reason");
      add(line, "strong").textContent = reason[0];
      add(line, "span").textContent = reason[1];
    });
    if (!pack.reasons.length) {
      add(why, "p", "review-reason review-settled").textContent = texts.settled;
    }
    var quote = add(place, "blockquote", "sentence review-sentence");
    if (pack.language) { quote.lang = pack.language; }
    var words = pack.nodes.every(Array.isArray) ? add(add(quote, "p"), "bdi") : quote;
    quote.classList.toggle("sentence-table", words === quote);
    window.tracker.paintNodes(words, pack.nodes, function (parent, piece) {
      if (piece[1] === "this") {
        add(parent, "mark", "figure-mark").textContent = piece[0];
      } else {
        link(parent, piece[0], piece[1], "figure-link").title = piece[2];
      }
    });
    var who = add(place, "p", "card-sources");
    link(who, pack.title, pack.document, "link");
    add(who, "bdi").textContent = " · " + pack.who;
    if (!pack.others.length) { return; }
    add(place, "h2", "relation").textContent = texts.others;
    var others = add(place, "ul", "statements");
    pack.others.forEach(function (one) {
      var line = add(others, "li", "statement");
      link(line, one.value, one.href, "statement-value");
      var words = add(line, "div", "statement-words");
      add(words, "span", "statement-subject").textContent = one.standing;
      add(add(words, "span", "statement-who"), "bdi").textContent = one.who;
    });
  }

  function paintSide(pack) {
    var place = part("review-side");
    place.replaceChildren();
    var badges = add(place, "p", "badges");
    pack.badges.forEach(function (badge) {
      add(badges, "span", "badge badge-" + badge[1]).textContent = badge[0];
    });
    var heading = add(place, "h2", "review-value");
    heading.tabIndex = -1;
    var lead = add(heading, "a", "review-link");
    lead.textContent = pack.heading;
    lead.href = pack.href;
    lead.addEventListener("click", window.tracker.follow);
    add(place, "p", "review-line").textContent = pack.line;
    var fields = add(place, "dl", "fields");
    pack.fields.forEach(function (field) {
      add(fields, "dt").textContent = field[0];
      var cell = add(fields, "dd");
      add(cell, "bdi").textContent = field[1];
      if (field[2]) { add(cell, "span", "why").textContent = field[2]; }
    });
    add(fields, "dt").textContent = texts.sure;
    add(fields, "dd", pack.doubtful ? "review-unsure" : "").textContent = pack.sure;
  }

  function link(parent, text, href, name) {
    var made = add(parent, "a", name);
    made.textContent = text;
    made.setAttribute("href", href);
    made.addEventListener("click", window.tracker.follow);
    return made;
  }

  function end() {
    var place = part("review-end");
    var n = Object.keys(decided).length;
    place.replaceChildren();
    set({ type: "query", page: "review", name: "at" }, { value: "" });
    var heading = add(place, "h2", "review-value");
    heading.tabIndex = -1;
    if (list.length) {
      heading.textContent = texts.done;
      var left = list.filter(function (id) { return !decided[id]; }).length;
      var words = [fill(texts.decided, { n: plain(n) }) + "."];
      if (left) { words.push(fill(texts.passed, { n: plain(left) })); }
      add(place, "p", "quiet").textContent = words.join(" ");
    } else {
      heading.textContent = texts.empty[0];
      add(place, "p", "quiet").textContent = texts.empty[1];
    }
    var steps = add(place, "p", "next-steps");
    if (list.length) {
      var again = add(steps, "button", "plain-button");
      again.type = "button";
      again.textContent = texts.again;
      again.addEventListener("click", function () { asks += 1; set("review-ask", { data: { n: asks } }); });
    } else if (/[?&](reason|subject)=/.test(window.location.search)) {
      var clear = add(steps, "a", "link");
      clear.textContent = texts.clear;
      clear.href = texts.clearHref;
    }
    link(steps, texts.facts, texts.factsHref, "link");
    if (list.length) { heading.focus({ preventScroll: true }); }
  }

  function move(which) {
    if (!here()) { return; }
    if (which === "on") { go(index + 1); }
    if (which === "back") { go(index - 1); }
    if (which === "source" && shown && index < list.length) {
      window.open(shown.source, "_blank", "noopener");
    }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("#review [data-move]");
    if (button) { move(button.getAttribute("data-move")); }
  });

  // What is sent needs no waiting: the next figure is shown at once.
  document.addEventListener("tracker:deciding", function (event) {
    var command = event.detail;
    if (!here() || command.fact !== list[index]) { return; }
    if (/^(confirm|reject|prefer|deprecate)$/.test(command.action)) { go(index + 1); }
  });

  document.addEventListener("tracker:undoing", function () {
    if (!here()) { return; }
    var id = list[index];
    if (!(held[id] && held[id].decision) && order.length) { id = order[order.length - 1]; }
    var pack = held[id];
    if (!pack) { return; }
    var made = decided[id];
    window.tracker.undoing = {
      fact: id, version: pack.version, decision: made ? made.decision : pack.decision,
    };
    go(list.indexOf(id));
  });

  document.addEventListener("tracker:decided", function (event) {
    if (!here()) { return; }
    var done = event.detail;
    if (held[done.fact]) { held[done.fact].version = done.version; }
    if (done.ok && done.action === "undo") {
      delete decided[done.fact];
      order = order.filter(function (id) { return id !== done.fact; });
    } else if (done.ok && done.action !== "note") {
      decided[done.fact] = done;
      order = order.filter(function (id) { return id !== done.fact; }).concat(done.fact);
    }
    var now = list[index];
    if (!done.ok && now !== done.fact && list.indexOf(done.fact) >= 0) {
      go(list.indexOf(done.fact));
      now = done.fact;
    } else if (done.ok && done.action === "correct" && now === done.fact) {
      go(index + 1);
      now = list[index];
    }
    count();
    // What was decided may settle the doubt of the figure that is shown, too.
    stale = stale.concat(done.fact, now || []);
    fetch();
  });

  document.addEventListener("tracker:ready", function () {
    window.tracker.shortcut("j", "Next", "/review", function () { move("on"); });
    window.tracker.shortcut("k", "Back", "/review", function () { move("back"); });
    window.tracker.shortcut("o", "Source", "/review", function () { move("source"); });
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    paintReview: function (found, packs, said) {
      texts = said || texts;
      if (found !== last) {
        last = found;
        held = {};
        flying = null;
        stale = [];
        (packs || []).forEach(function (pack) { held[pack.id] = pack; });
        list = found.ids;
        total = found.total;
        index = found.at;
        seen = null;
        decided = {};
        order = [];
        // After a filter was chosen keys belong to the figure again, not to the list of choices.
        window.setTimeout(function () { go(index, !found.filtered); }, 0);
        return "painted";
      }
      var before = list[index];
      arrived(packs || []);
      // Drawn anew only where something was brought for it: what is being typed stays.
      var now = list[index];
      if (now !== before || (packs || []).some(function (pack) { return pack.id === now; })) {
        show(true);
      }
      fetch();
      return "painted";
    },
  });
})();
