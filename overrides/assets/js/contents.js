/* 侧栏里的“本栏目全部页面”：打开时才取一个脚本文件（data/nav/<栏目>.js，直接打开文件也能用），逐段画出来。
   没有脚本时它是一个链接。 */
(function () {
  "use strict";
  var SLICE = 150, MANY = 30;
  var link = find();
  if (!link) return;
  var key = /\/([a-z]+)\.html$/.exec(link.href)[1];
  var base = JSON.parse(document.getElementById("__config").textContent).base + "/";
  var root = decodeURI(new URL(base, location.href).pathname);
  var here = decodeURI(location.pathname).slice(root.length).replace(/(^|\/)$/, "$1index.html");
  var button, panel, words, list, said, current = null, pages = null, drawing = 0, late = 0, waiting = false;

  window.qfNav = function (name, groups) { if (name === key) { pages = read(groups); draw(); reveal(); } };

  function find() {
    var links = document.querySelectorAll(".md-nav--primary .md-nav__item--section .md-nav__link[href], .md-nav--primary .md-nav__item--active .md-nav__link[href]");
    return Array.prototype.filter.call(links, function (one) { return /\/all\/[a-z]+\.html$/.test(one.href); })[0];
  }

  function made(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  function fold(text) { return text.normalize("NFKC").toLowerCase().replace(/\s+/g, ""); }

  function read(groups) {
    var found = [];
    groups.forEach(function (group) {
      group[1].forEach(function (page) { found.push({ group: group[0], url: page[0], title: page[1], part: page[2], text: fold(page[1]) }); });
    });
    return found;
  }

  function build() {
    button = made("button", "md-nav__link qf-whole-nav");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", "qf-all");
    button.appendChild(made("span", "md-ellipsis", link.textContent.trim()));
    button.addEventListener("click", function () { toggle(panel.hidden); });
    panel = made("div", "qf-whole-nav__panel");
    panel.id = "qf-all";
    panel.hidden = true;
    words = made("input");
    words.type = "search";
    words.placeholder = "按题名筛选";
    words.setAttribute("aria-label", "按题名筛选本栏目的页面");
    words.autocomplete = "off";
    words.hidden = true;
    words.addEventListener("input", draw);
    words.addEventListener("keydown", move);
    said = made("p", "qf-whole-nav__said");
    said.setAttribute("role", "status");
    list = made("div", "qf-whole-nav__list");
    list.addEventListener("keydown", move);
    list.tabIndex = -1;
    var alone = made("a", "qf-whole-nav__alone", "单独一页看");
    alone.href = link.href;
    [words, said, list, alone].forEach(function (part) { panel.appendChild(part); });
    link.parentNode.insertBefore(button, link);
    link.parentNode.insertBefore(panel, link);
    link.remove();
  }

  function toggle(open) {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    try { sessionStorage.setItem("qf-all", open ? key : ""); } catch (error) { /* 不许存就不记 */ }
    if (!open) return;
    if (pages) draw(); else load();
    reveal();
  }

  function load() {
    if (waiting) return;
    waiting = true;
    said.textContent = "正在取目录……";
    var script = made("script");
    script.src = base + "data/nav/" + key + ".js";
    script.onerror = function () { waiting = false; said.textContent = "取不到目录，请点下面的链接。"; };
    document.head.appendChild(script);
  }

  function draw() {
    var wanted = fold(words.value), turn = ++drawing;
    var shown = pages.filter(function (page) { return page.text.indexOf(wanted) >= 0; });
    words.hidden = pages.length <= MANY;
    said.textContent = wanted ? (shown.length ? "有 " + shown.length + " 页。" : "没有题名里有这些字的页面。") : "共 " + pages.length + " 页。";
    list.textContent = "";
    current = null;
    late = 0;
    slice(shown, 0, null, turn, !wanted);
  }

  /* 一次画一段，画完一段让浏览器喘口气；筛选变了就停下。 */
  function slice(shown, from, box, turn, follow) {
    if (turn !== drawing) return;
    for (var n = from; n < Math.min(from + SLICE, shown.length); n++) {
      if (!n || shown[n].group !== shown[n - 1].group) {
        list.appendChild(made("p", "qf-whole-nav__group", shown[n].group));
        box = list.appendChild(made("ul"));
      }
      var item = box.appendChild(entry(shown[n]));
      if (follow && shown[n].url === here) current = item;
    }
    if (current && late++ < 2) centre(current);
    if (n < shown.length) setTimeout(slice, 0, shown, n, box, turn, follow);
  }

  function entry(page) {
    var item = made("li", page.part ? "qf-whole-nav__part" : ""), target = item.appendChild(made("a", "", page.title));
    target.href = base + page.url;
    if (page.url === here) target.setAttribute("aria-current", "page");
    return item;
  }

  /* 本页在列表正中，后面一段画出来时再摆一次。只动列表自己，不动页面。 */
  function centre(item) { list.scrollTop = item.offsetTop - list.offsetTop - (list.clientHeight - item.offsetHeight) / 2; }

  /* 侧栏自己滚动，打开的一块整个露出来。 */
  function reveal() {
    var wrap = panel.closest(".md-sidebar__scrollwrap");
    wrap.scrollTop += Math.max(0, panel.getBoundingClientRect().bottom - wrap.getBoundingClientRect().bottom);
  }

  /* 上下键逐条移动，Esc 收起。 */
  function move(event) {
    if (event.key === "Escape" && !words.value) { toggle(false); button.focus(); }
    var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var next = links.indexOf(document.activeElement) + step;
    event.preventDefault();
    if (next < 0) (words.hidden ? button : words).focus(); else if (links[next]) links[next].focus();
  }

  build();
  var kept = "";
  try { kept = sessionStorage.getItem("qf-all"); } catch (error) { /* 没有记过 */ }
  if (kept === key) toggle(true);
})();
