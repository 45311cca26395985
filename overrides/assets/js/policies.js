/* 政策文件：悬停看条文，复制条文链接，表格点表头排序。没有脚本时链接照常可用。 */
(function () {
  var loaded = {};
  var waiting = {};

  /* 条文数据是脚本，直接打开文件也能用：data/articles/<文件>.js 调用它。 */
  window.qfArticles = function (url, texts) {
    loaded[url] = texts;
    (waiting[url] || []).forEach(function (ready) { ready(texts); });
    delete waiting[url];
  };

  function base() { return JSON.parse(document.getElementById("__config").textContent).base; }

  function articlesOf(url, ready) {
    if (loaded[url]) return ready(loaded[url]);
    if (waiting[url]) return waiting[url].push(ready);
    waiting[url] = [ready];
    var script = document.createElement("script");
    script.src = base() + "/data/articles/" + url.replace(/^policies\//, "").replace(/\.html$/, "").replace(/\//g, "-") + ".js";
    script.onerror = function () { delete waiting[url]; };
    document.head.appendChild(script);
  }

  var box = document.createElement("div");
  box.className = "qf-preview md-typeset";
  box.id = "qf-preview";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.appendChild(box);
  var current = null;
  var timer = 0;

  function show(link, lines) {
    if (current !== link || !lines) return;
    box.textContent = "";
    var head = document.createElement("b");
    head.textContent = link.title || link.dataset.title || "";
    box.appendChild(head);
    lines.slice(1).forEach(function (line) {
      var p = document.createElement("p");
      p.textContent = line;
      box.appendChild(p);
    });
    box.hidden = false;
    place(link);
    link.setAttribute("aria-describedby", "qf-preview");
  }

  function place(link) {
    var at = link.getBoundingClientRect();
    var width = Math.min(460, window.innerWidth - 24);
    box.style.width = width + "px";
    box.style.left = Math.max(12, Math.min(at.left, window.innerWidth - width - 12)) + "px";
    var below = at.bottom + 8;
    box.style.top = (below + box.offsetHeight > window.innerHeight && at.top > box.offsetHeight + 8 ? at.top - box.offsetHeight - 8 : below) + "px";
  }

  function hide() {
    clearTimeout(timer);
    if (current) current.removeAttribute("aria-describedby");
    current = null;
    box.hidden = true;
  }

  function enter(event) {
    var link = event.target.closest ? event.target.closest("a.qf-cite") : null;
    if (!link || !link.hash || link === current) return;
    hide();
    current = link;
    if (link.title) { link.dataset.title = link.title; link.title = ""; }
    timer = setTimeout(function () {
      var root = new URL(base() + "/", location.href).href;
      var url = decodeURIComponent(link.href.split("#")[0].replace(root, ""));
      var article = link.hash.slice(1).replace(/-(p|i)\d+.*$/, "");
      articlesOf(url, function (texts) { show(link, texts[article]); });
    }, 180);
  }

  document.addEventListener("mouseover", enter);
  document.addEventListener("focusin", enter);
  document.addEventListener("mouseout", function (event) { if (current && event.target === current) hide(); });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  window.addEventListener("scroll", function () { if (current && !box.hidden) place(current); }, { passive: true });

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a.qf-copy") : null;
    if (!link || !navigator.clipboard) return;
    navigator.clipboard.writeText(link.href).then(function () {
      link.dataset.done = "已复制";
      setTimeout(function () { delete link.dataset.done; }, 1600);
    });
  });

  document.querySelectorAll("table[data-qf-sort]").forEach(function (table) {
    var body = table.tBodies[0];
    table.querySelectorAll("thead th").forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "qf-sort";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (a, b) {
          var x = a.cells[column].textContent.trim(), y = b.cells[column].textContent.trim();
          return x.localeCompare(y, "zh-CN", { numeric: true }) * (down ? -1 : 1);
        });
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  });
})();
