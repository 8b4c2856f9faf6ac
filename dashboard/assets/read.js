// Read a document: a dropped file is looked at, the text is painted with its figures, ticks are kept.
(function () {
  "use strict";
  var CHUNK = 250;
  var no = function () { return window.dash_clientside.no_update; };
  var set = function (id, props) { window.dash_clientside.set_props(id, props); };
  var part = function (id) { return document.getElementById(id); };
  var add = function (parent, tag, name) { return window.tracker.add(parent, tag, name); };
  var last = null;
  var found = null;
  var texts = {};
  var leftOut = {};
  var fields = {};    // what was typed into the editor, by the figure's place
  var mended = {};    // and the figure as it then is
  var notes = {};     // why, in the person's words
  var editing = null;
  var n = 0;

  function fill(text, values) {
    return text.replace(/%\((\w+)\)s/g, function (whole, name) { return values[name]; });
  }

  function plain(number) { return number.toLocaleString(texts.language === "de" ? "de" : "en-GB"); }

  // A file that is too large or of another kind is refused by Dash in silence: say why.
  function look(event) {
    if (!event.target.closest || !event.target.closest(".read-file")) { return; }
    var given = event.dataTransfer ? event.dataTransfer.files : event.target.files;
    var file = given && given[0];
    var place = part("read-refused");
    if (!file || !place) { return; }
    var kinds = place.getAttribute("data-kinds").split(",").map(function (kind) { return kind.split("="); });
    var kind = kinds.find(function (one) { return file.name.toLowerCase().endsWith(one[0]); });
    var most = kind ? Number(kind[1]) : 0;
    var why = !kind ? place.getAttribute("data-type") : file.size <= most ? ""
      : fill(place.getAttribute("data-size"), { most: most / 1e6 });
    set("read-refused", { children: why ? file.name + ": " + why : "", hidden: !why });
    if (!why) { waiting(); }
  }
  document.addEventListener("drop", look, true);
  document.addEventListener("change", look, true);

  function waiting() {
    var notice = part("read-notice");
    if (notice && texts.reading) { notice.replaceChildren(); add(notice, "p", "quiet").textContent = texts.reading; }
  }

  function paint() {
    var some = found && found.nodes.length;
    part("read-result").hidden = !some;
    part("read-bar").hidden = !some;
    part("correct-editor").hidden = true;
    part("read-given").textContent = (found && found.given) || "";
    var notice = part("read-notice");
    notice.replaceChildren();
    if (found && found.problem) {
      add(notice, "p", "notice notice-problem").textContent = found.problem;
    }
    if (found && found.note) {
      var note = add(notice, "p", "notice notice-note");
      add(note, "strong").textContent = texts.note + " ";
      var words = add(note, "span");
      words.lang = "en";
      words.textContent = found.note;
    }
    if (found && found.known) {
      var line = add(notice, "p", "notice notice-known");
      line.textContent = texts.known + " ";
      link(line, found.known[0], found.known[1]);
      line.appendChild(document.createTextNode(". " + texts.again));
    }
    if (found && found.near) {
      var like = add(notice, "p", "notice notice-known");
      like.textContent = fill(texts.near, { share: found.near[2] }) + " ";
      link(like, found.near[0], found.near[1]);
      like.appendChild(document.createTextNode(". " + texts.both));
    }
    if (!some) { return; }
    paintWords();
    paintFigures();
    count();
  }

  function paintWords() {
    var built = document.createDocumentFragment();
    window.tracker.paintNodes(built, found.nodes, function (parent, piece) {
      var mark = add(parent, "mark", "figure-mark read-mark");
      if (leftOut[piece[1]]) { mark.className += " read-out"; }
      mark.setAttribute("data-place", piece[1]);
      mark.title = piece[2];
      mark.textContent = piece[0];
    });
    var words = part("read-words");
    words.lang = found.language;
    words.replaceChildren(built);
  }

  function paintFigures() {
    var list = part("read-figures");
    list.replaceChildren();
    if (!found.figures.length) { add(list, "li", "quiet").textContent = texts.none; return; }
    var mine = found;
    (function more(from) {
      if (mine !== found) { return; }
      found.figures.slice(from, from + CHUNK).forEach(function (figure, index) {
        var before = found.figures[from + index - 1];
        if (figure.group && (!before || before.group !== figure.group)) {
          add(list, "li", "read-group").textContent = figure.group;
        }
        row(list, figure);
      });
      if (from + CHUNK < found.figures.length) {
        window.setTimeout(function () { more(from + CHUNK); }, 0);
      }
    })(0);
  }

  function row(list, figure) {
    var line = add(list, "li", "read-figure");
    line.setAttribute("data-place", figure.place);
    if (figure.page) { line.setAttribute("data-page", figure.page); }
    fillRow(line, mended[figure.place] || figure);
  }

  function fillRow(line, figure) {
    line.replaceChildren();
    var label = add(line, "label", "read-tick");
    var tick = add(label, "input");
    tick.type = "checkbox";
    tick.checked = !leftOut[figure.place];
    tick.setAttribute("aria-label", texts.keep + ": " + figure.value);
    var words = add(label, "span", "read-what");
    add(words, "strong").textContent = figure.value;
    add(words, "span", "statement-what").textContent = figure.line;
    var foot = add(words, "span", "read-sure" + (figure.doubtful ? " review-unsure" : ""));
    var page = line.getAttribute("data-page");
    foot.textContent = (page ? page + " · " : "") + texts.sure + ": " + figure.sure
      + (fields[figure.place] ? " · " + texts.corrected : "");
    var edit = add(line, "button", "plain-button read-edit");
    edit.type = "button";
    edit.textContent = texts.edit;
    edit.setAttribute("aria-label", texts.edit + ": " + figure.value);
  }

  function link(parent, text, href) {
    var made = add(parent, "a", "link");
    made.textContent = text;
    made.setAttribute("href", href);
    made.addEventListener("click", window.tracker.follow);
    return made;
  }

  function count() {
    var left = Object.keys(leftOut).length;
    part("read-count").textContent = fill(texts.count, {
      n: plain(found.figures.length), kept: plain(found.figures.length - left),
    }) + " · " + fill(texts.detected, { language: found.language === "de" ? "Deutsch" : "English" });
  }

  function rowOf(place) {
    return part("read-figures").querySelector('[data-place="' + CSS.escape(place) + '"]');
  }
  function markOf(place) {
    return part("read-words").querySelector('[data-place="' + CSS.escape(place) + '"]');
  }

  function near(place, on) {
    [rowOf(place), markOf(place)].forEach(function (one) {
      if (one) { one.classList.toggle("read-near", on); }
    });
  }

  ["mouseover", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (!part("read-result") || !event.target.closest) { return; }
      var at = event.target.closest("#read-result [data-place]");
      document.querySelectorAll(".read-near").forEach(function (one) {
        one.classList.remove("read-near");
      });
      if (at) { near(at.getAttribute("data-place"), true); }
    });
  });

  document.addEventListener("change", function (event) {
    var line = event.target.closest && event.target.closest("#read-figures [data-place]");
    if (!line) { return; }
    var place = line.getAttribute("data-place");
    if (event.target.checked) { delete leftOut[place]; } else { leftOut[place] = true; }
    var mark = markOf(place);
    if (mark) { mark.classList.toggle("read-out", !event.target.checked); }
    count();
  });

  document.addEventListener("click", function (event) {
    if (!part("read-result") || !event.target.closest) { return; }
    var mark = event.target.closest("#read-words .read-mark");
    if (mark) {
      var line = rowOf(mark.getAttribute("data-place"));
      if (line) {
        line.scrollIntoView({ block: "nearest" });
        line.querySelector("input").focus({ preventScroll: true });
      }
    } else if (event.target.closest(".read-edit")) {
      edit(event.target.closest("[data-place]").getAttribute("data-place"));
    } else if (event.target.closest("#read-store")) {
      save();
    } else if (event.target.closest('#correct-editor [data-do="store"]')) {
      keep();
    } else if (event.target.closest('#correct-editor [data-do="cancel"]')) {
      close();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (!part("read-result") || part("correct-editor").hidden) { return; }
    if (event.key === "Escape") { close(); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      keep();
    }
  });

  function edit(place) {
    editing = place;
    n += 1;
    part("correct-editor").hidden = false;
    set("read-edit", { data: { place: place, fields: fields[place] || null, n: n } });
    window.setTimeout(function () {
      part("correct-value").focus();
      part("correct-editor").scrollIntoView({ block: "nearest" });
    }, 60);
  }

  function keep() {
    if (document.activeElement) { document.activeElement.blur(); }
    n += 1;
    var asked = { place: editing, n: n };
    notes[editing] = part("correct-note").value.trim();
    window.setTimeout(function () { set("read-keep", { data: asked }); }, 320);
  }

  function close() {
    part("correct-editor").hidden = true;
    var line = editing && rowOf(editing);
    if (line) { line.querySelector(".read-edit").focus(); }
    editing = null;
  }

  function save() {
    if (!found) { return; }
    var field = document.querySelector("#read-bar .author-field input");
    if (!field.value.trim()) {
      set({ type: "author", name: "read" }, { error: texts.nameless });
      field.focus();
      return;
    }
    set({ type: "author", name: "read" }, { error: null });
    n += 1;
    part("read-store").disabled = true;
    set("read-save", { data: {
      digest: found.digest, leftOut: Object.keys(leftOut), fields: fields, notes: notes,
      author: field.value.trim(), n: n,
    } });
  }

  function report(done) {
    var notice = part("read-notice");
    notice.replaceChildren();
    if (done.problem) {
      add(notice, "p", "notice notice-problem").textContent = done.problem;
      return;
    }
    part("read-result").hidden = true;
    part("read-bar").hidden = true;
    part("read-input").hidden = true;
    var box = add(notice, "section", "card read-report");
    var heading = add(box, "h2", "card-heading");
    heading.tabIndex = -1;
    heading.textContent = texts.stored + " " + fill(texts.storedFigures, { n: plain(done.kept) }) + " ";
    link(heading, done.title, done.href);
    [["rejected", texts.rejected], ["corrected", texts.correctedFigures]].forEach(function (pair) {
      if (done[pair[0]]) {
        add(box, "p", "quiet").textContent = fill(pair[1], { n: plain(done[pair[0]]) });
      }
    });
    if (done.waiting) {
      var line = add(box, "p");
      line.textContent = fill(texts.waiting, { n: plain(done.waiting) }) + " ";
      link(line, texts.review, texts.reviewHref);
    }
    if (done.failed.length) {
      add(box, "p", "notice notice-problem").textContent = texts.failed + " " + done.failed.join("; ");
    }
    var list = add(box, "ul", "statements");
    done.figures.forEach(function (one) {
      var item = add(list, "li", "statement");
      var lead = link(item, one[0], one[2]);
      lead.className = "statement-value";
      add(item, "span", "statement-words").textContent = one[1];
    });
    var again = add(box, "button", "plain-button");
    again.type = "button";
    again.textContent = texts.another;
    again.addEventListener("click", function () { window.location.reload(); });
    heading.focus();
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.tracker = Object.assign(window.dash_clientside.tracker || {}, {
    takePasted: function (value) {
      waiting();
      return { text: value || "", name: "pasted.txt" };
    },

    paintReading: function (now, kept, said) {
      texts = said || texts;
      if (!part("read-result")) { return no(); }
      if (now !== last) {
        last = now;
        // Another date or source is no other text: what was unticked or corrected in it stays.
        var text = function (one) { return one && one.digest && one.digest.split(" ")[0]; };
        if (text(found) !== text(now)) { leftOut = {}; fields = {}; mended = {}; notes = {}; }
        found = now;
        paint();
        return "painted";
      }
      if (kept && kept.ok && kept.place === editing) {
        if (kept.fields) {
          fields[kept.place] = kept.fields;
          mended[kept.place] = kept.figure;
        } else {
          delete fields[kept.place];
          delete mended[kept.place];
        }
        var line = rowOf(kept.place);
        if (line) { fillRow(line, kept.figure); }
        close();
      }
      return "kept";
    },

    hearStored: function (done) {
      part("read-store").disabled = false;
      if (done) { report(done); }
      return no();
    },
  });
})();
