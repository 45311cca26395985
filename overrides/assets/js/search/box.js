/* 页眉搜索框的补充：首页的大搜索框交给它；鼠标粘贴、语音和手机输入法也立即搜；说清共有几页、怎样看全部；
   输入框空着时列出这台设备最近的检索词。 */
(function () {
  "use strict";
  const toggle = document.querySelector("[data-md-toggle=search]");
  const dialog = document.querySelector("[data-md-component=search]");
  const box = document.querySelector("[data-md-component=search-query]");
  const results = document.querySelector("[data-md-component=search-result]");
  if (!toggle || !dialog || !box || !results) return;
  const SHOWN = 20, recent = window.qfRecent;
  const home = new URL(JSON.parse(document.getElementById("__config").textContent).base + "/search/index.html", location.href);

  dialog.setAttribute("aria-label", "搜索");
  /* Material 只听 keyup，见其 watchSearchQuery。 */
  function search() { box.dispatchEvent(new Event("keyup", { bubbles: true })); }
  box.addEventListener("input", search);

  document.querySelectorAll("form[data-qf-search]").forEach(form => {
    form.addEventListener("submit", event => {
      event.preventDefault();
      if (!toggle.checked) toggle.click();
      ask(form.elements.q.value.trim());
    });
  });

  function ask(query) {
    box.value = query;
    box.focus();
    search();
  }

  function pageOf(query) {
    const to = new URL(home);
    if (query) to.searchParams.set("q", query);
    return to.href;
  }

  /* Material 在回车时比较各个链接里第一个元素的分数，用上下键走遍各个链接。 */
  function link(text, query) {
    const out = document.createElement("a"), inside = document.createElement("span");
    out.href = pageOf(query);
    out.tabIndex = -1;
    inside.dataset.mdScore = "-1";
    inside.textContent = text;
    out.append(inside);
    return out;
  }

  const all = link("在检索页看全部、按栏目筛选");
  const said = document.createElement("p"), foot = document.createElement("p"), past = document.createElement("div");
  said.className = "qf-box__said md-search-result__meta";
  said.setAttribute("role", "status");
  foot.className = "qf-box__all";
  past.className = "qf-box__recent";
  results.firstElementChild.after(said);
  results.append(past, foot);

  const short = text => text.length > 40 ? text.slice(0, 40) + "…" : text;

  function line(found) {
    if (!found.query.trim()) return "";
    if (found.quoted.length) return "没有页面有" + (found.quoted.length > 1 ? "全部" : "") + "连着的“" + found.quoted.map(short).join("”“") + "”，去掉引号再找";
    if (!found.total) return "";
    const shown = Math.min(found.total, SHOWN);
    if (found.loose && found.terms.length < 2) return "没有页面有连着的“" + short(found.terms[0]) + "”，列出最接近的 " + shown + " 页";
    if (found.loose) return "没有页面同时有这些词，列出最接近的 " + shown + " 页" + (found.left.length ? "；缺：" + found.left.join("、") : "");
    if (found.near) return "共 " + found.total + " 页，后面是最接近的 " + found.near + " 页";
    return "共 " + found.total + " 页" + (found.total > SHOWN ? "，这里列出前 " + SHOWN + " 页" : "");
  }

  window.addEventListener("qf-found", event => {
    const found = event.detail;
    say(found.failed ? "检索没有成功。" + found.failed : line(found));
    said.classList.toggle("qf-box__said--wrong", Boolean(found.failed));
    more(found.total > 0);
    showRecent();
  });

  /* 还是那个链接，读者停在上面时结果更新了也不丢。 */
  function more(on) {
    all.href = pageOf(box.value.trim());
    if (!on) all.remove(); else if (!foot.contains(all)) foot.append(all);
  }

  function say(text) {
    said.textContent = text;
    results.toggleAttribute("data-qf-said", Boolean(text));
  }

  function showRecent() {
    const words = box.value.trim() ? [] : recent.all();
    past.textContent = "";
    if (!box.value.trim()) { say(""); more(false); }
    if (!words.length) return;
    const head = document.createElement("p"), list = document.createElement("ul"), last = document.createElement("p"), clear = link("清空");
    head.append("最近检索，只记在这台设备上");
    clear.setAttribute("role", "button");
    clear.addEventListener("click", event => { instead(event, () => { recent.clear(); showRecent(); box.focus(); }); });
    words.forEach(word => {
      const item = document.createElement("li"), one = link(word, word);
      one.addEventListener("click", event => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) instead(event, () => ask(word)); });
      item.append(one);
      list.append(item);
    });
    last.append(clear);
    past.append(head, list, last);
  }

  function instead(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  box.addEventListener("focus", showRecent);
  box.addEventListener("input", () => {
    all.href = pageOf(box.value.trim());
    showRecent();
  });
  box.form.addEventListener("reset", () => setTimeout(showRecent));
  /* 空着时回车不替读者选一条。 */
  box.addEventListener("keydown", event => { if (event.key === "Enter" && !box.value.trim()) { event.preventDefault(); event.stopPropagation(); } });
  results.addEventListener("click", event => { if (event.target.closest("a")) recent.add(box.value); });
})();
