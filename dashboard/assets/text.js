// Foreign text with its headings, tables and marked figures: nodes built by textContent alone.
(function () {
  "use strict";

  // A piece is [text, key, title, …], all else an object: a heading or a table.
  function paintNodes(parent, nodes, mark) {
    nodes.forEach(function (node) {
      if (Array.isArray(node)) {
        paintPiece(parent, node, mark);
      } else if (node.head) {
        var first = parent.childNodes.length ? "" : " text-first";
        var tag = node.head === "release" ? "h2" : "div";
        var head = window.tracker.add(parent, tag, "text-" + node.head + first);
        head.textContent = node.text;
        if (node.id) { head.id = node.id; }
      } else {
        paintTable(parent, node, mark);
      }
    });
  }

  function paintPiece(parent, piece, mark) {
    if (piece[1] === null) {
      parent.appendChild(document.createTextNode(piece[0]));
    } else {
      mark(parent, piece);
    }
  }

  function paintTable(parent, node, mark) {
    var add = window.tracker.add;
    var box = add(parent, "div", "table-box text-table");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", node.label);
    var table = add(box, "table", "table");
    var head = node.heads ? add(table, "thead") : null;
    var body = add(table, "tbody");
    node.rows.forEach(function (row, number) {
      var isHead = number < node.heads;
      var line = add(isHead ? head : body, "tr");
      row.forEach(function (pieces, column) {
        var named = isHead || (column === 0 && node.numeric.indexOf(0) < 0);
        var cell = add(line, named && pieces.length ? "th" : "td");
        if (named && pieces.length) { cell.scope = isHead ? "col" : "row"; }
        if (node.numeric.indexOf(column) >= 0) { cell.className = "number"; }
        pieces.forEach(function (piece) { paintPiece(cell, piece, mark); });
      });
    });
  }

  window.tracker.paintNodes = paintNodes;
})();
