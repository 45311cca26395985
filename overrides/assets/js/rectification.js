/* 整改台账：各行取下来放在内存里，筛选、排序都在内存里做，页面上只放前面一些。没有脚本时整张表照常可读。 */
(function () {
  var root = document.querySelector("[data-qf-ledger]");
  if (!root) return;
  var PAGE = 60, KEYS = ["due", "state", "unit", "source", "opinion", "year"], COLUMNS = ["no", "text", "source", "unit", "due", "state", "completed", "closed"];
  var RANKED = { source: 3, unit: 2, state: 1 };
  var table = root.querySelector("table"), body = table.tBodies[0], more = root.querySelector("[data-qf-more]"), said = root.querySelector("[data-qf-said]");
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells), hint = document.querySelector("[data-qf-hint]");
  var found = [], ordered = [], shown = PAGE, sort = "", down = false, orders = {}, facets = null;
  var ranks = {};
  Object.keys(RANKED).forEach(function (key) {
    ranks[key] = {};
    root.querySelectorAll("[data-qf-facet=" + key + "] [data-qf-value]").forEach(function (item, n) { ranks[key][item.dataset.qfValue] = n; });
  });

  var rows = Array.prototype.map.call(body.rows, function (row, n) {
    var lists = row.dataset.k.split(" "), marks = {};
    KEYS.forEach(function (key, k) { marks[key] = lists[k] ? lists[k].split(",") : []; });
    return { row: row, n: n, marks: marks, text: qfFold(row.cells[0].textContent + " " + row.cells[1].textContent) };
  });
  body.textContent = "";
  root.setAttribute("data-ready", "");

  /* 每一列的次序只算一次：日期按先后，空的在后；单位、来源、状态按规定的次序；措施按拼音；编号按台账的次序。 */
  function order(key) {
    if (orders[key]) return orders[key];
    var column = COLUMNS.indexOf(key), names = new Intl.Collator("zh-CN", { numeric: true }), values = rows.map(function (one) { return valueOf(one, key, column); });
    var sorted = rows.slice().sort(function (a, b) {
      var x = values[a.n], y = values[b.n];
      return (typeof x === "number" ? x - y : key === "text" ? names.compare(x, y) : x < y ? -1 : x > y ? 1 : 0) || a.n - b.n;
    });
    orders[key] = new Array(rows.length);
    sorted.forEach(function (one, place) { orders[key][one.n] = place; });
    return orders[key];
  }

  function valueOf(one, key, column) {
    if (key === "no") return one.n;
    if (ranks[key]) return ranks[key][one.marks[key][0]];
    return key === "text" ? one.row.cells[column].textContent : one.row.cells[column].textContent.slice(0, 10) || "9";
  }

  function arrange() {
    var place = sort ? order(sort) : null, sign = down ? -1 : 1;
    ordered = place ? found.slice().sort(function (a, b) { return (place[a.n] - place[b.n]) * sign; }) : found;
    heads.forEach(function (head, n) {
      if (COLUMNS[n] === sort) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    shown = PAGE;
    body.textContent = "";
    draw(0);
  }

  function draw(from) {
    var some = document.createDocumentFragment();
    ordered.slice(from, shown).forEach(function (one) { some.appendChild(one.row); });
    body.appendChild(some);
    more.hidden = ordered.length <= shown;
  }

  function show(fit, any) {
    found = fit;
    said.textContent = any ? (fit.length ? "符合条件的有 " + fit.length + " 条。" : "没有符合条件的措施，请减少条件。") : "共 " + rows.length + " 条。";
    arrange();
  }

  heads.forEach(function (head, n) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "qf-sort";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      down = sort === COLUMNS[n] && !down;
      sort = COLUMNS[n];
      arrange();
      facets.save();
    });
  });
  more.querySelector("button").addEventListener("click", function () {
    var first = shown;
    shown += PAGE;
    draw(first);
    var link = body.rows[first] && body.rows[first].querySelector("a");
    if (link) link.focus({ preventScroll: true });
  });
  /* 打印的是全部符合条件的措施，不只是已经显示的。 */
  window.addEventListener("beforeprint", function () {
    var first = shown;
    shown = Math.max(shown, ordered.length);
    draw(first);
  });
  said.hidden = false;
  hint.hidden = false;
  facets = qfFacets(root, rows, {
    show: show,
    write: function () { return sort ? ["sort=" + (down ? "-" : "") + sort] : []; },
    read: function (wanted) {
      var name = (wanted.sort || "").replace(/^-/, "");
      sort = COLUMNS.indexOf(name) >= 0 ? name : "";
      down = sort !== "" && wanted.sort.charAt(0) === "-";
    }
  });
})();
