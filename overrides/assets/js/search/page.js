/* 检索页：检索词、条件、排序和条数都在地址里，后退前进、收藏转发都行；从文件夹打开也一样。 */
(function () {
  "use strict";
  const page = document.querySelector("[data-qf-seek]");
  if (!page) return;
  if (["qfWords", "qfFinder", "qfHit", "qfFacets", "qfRecent", "qfSays"].some(name => !window[name])) { page.textContent = window.qfLost || "检索的脚本没有取全。"; page.hidden = false; return; }
  const STEP = 20, MOST = 400, TYPING = 140, LONG = window.qfWords.LONG;
  const part = {}, make = window.qfHit.make, says = window.qfSays, recent = window.qfRecent, own = window.qfFacets.own;
  document.querySelectorAll("[data-seek]").forEach(one => { part[one.dataset.seek] = one; });
  const field = part.form.elements.q, name = document.title;
  const base = new URL(JSON.parse(document.getElementById("__config").textContent).base + "/", location.href).href;
  const finder = new window.qfFinder(base), facets = new window.qfFacets.Facets(part.facets, choose);
  const wide = window.matchMedia("(min-width: 60em)");
  let state = { q: "", sort: "", n: STEP, filters: {} }, newest = 0, settled = true, timer = 0, last = null;

  /* 地址 ⇄ 状态 */
  function read(first) {
    const given = new URLSearchParams(location.search), filters = {};
    given.forEach((value, key) => {
      if (own(first.facets, key) && value && (filters[key] || []).indexOf(value) < 0) filters[key] = (filters[key] || []).concat(value);
    });
    const n = Math.min(MOST, Math.max(STEP, Math.ceil(Number(given.get("n")) / STEP) * STEP || STEP));
    return { q: given.get("q") || "", sort: given.get("sort") === "date" ? "date" : "", n: n, filters: filters };
  }

  function address() {
    const out = new URLSearchParams();
    if (state.q.trim()) out.set("q", state.q.trim().slice(0, LONG));
    if (state.sort) out.set("sort", state.sort);
    window.qfFacets.ordered(Object.keys(state.filters)).forEach(key => state.filters[key].forEach(value => out.append(key, value)));
    if (state.n > STEP) out.set("n", String(state.n));
    const text = out.toString();
    return location.pathname + (text ? "?" + text : "");
  }

  function write(how) {
    if (how && address() !== location.pathname + location.search) history[how](null, "", address());
  }

  /* 改状态：打字时第一下添一条历史，其后改写它；其余每次添一条。 */
  function go(change, typing) {
    clearTimeout(timer);
    state = Object.assign({}, state, { n: STEP }, change);
    write(typing && !settled ? "replaceState" : "pushState");
    settled = !typing;
    return run();
  }

  function choose(key, value, on) {
    const filters = Object.assign({}, state.filters), kept = (filters[key] || []).filter(one => one !== value);
    filters[key] = on ? kept.concat(value) : kept;
    if (!filters[key].length) delete filters[key];
    go({ filters: filters });
  }

  /* 检索 */
  async function run() {
    const mine = ++newest, asked = state;
    document.title = asked.q.trim() ? asked.q.trim().slice(0, 40) + " - " + name : name;
    part.body.hidden = !asked.q.trim();
    part.tips.hidden = part.rooms.hidden = Boolean(asked.q.trim());
    showRecent();
    if (!asked.q.trim()) { last = null; part.printed.textContent = ""; return; }
    const slow = setTimeout(() => { part.said.textContent = "正在检索…"; }, 400);
    part.main.setAttribute("aria-busy", "true");
    try {
      const result = await finder.search(asked.q, { limit: asked.n, filters: asked.filters, sort: asked.sort, counts: true });
      if (mine === newest) show(result, asked);
    } catch (error) {
      if (mine === newest) failed(error);
    } finally {
      clearTimeout(slow);
      if (mine === newest) part.main.removeAttribute("aria-busy");
    }
  }

  function show(result, asked) {
    last = { result: result, asked: asked };
    const filtered = Object.keys(asked.filters).length > 0;
    part.hits.textContent = part.note.textContent = "";
    result.hits.forEach(hit => part.hits.append(window.qfHit.shown(hit, base)));
    part.said.textContent = says.total(result);
    part.note.className = "qf-seek__note";
    says.notes(result, asked.q).forEach(text => part.note.append(make("p", "", text)));
    if (result.terms.length && !result.total) nothing(filtered).forEach(one => part.note.append(one));
    chips(asked);
    facets.draw(result.facets, asked.filters);
    part.side.hidden = !part.facets.children.length;
    part.sort.hidden = result.total < 2;
    part.sort.querySelectorAll("button").forEach(one => one.setAttribute("aria-pressed", String(one.value === asked.sort)));
    part.more.hidden = result.hits.length >= result.total || result.hits.length < asked.n || asked.n >= MOST;
    part.printed.textContent = says.printed(result, asked, pairs(asked));
  }

  function nothing(filtered) {
    const list = make("ul"), out = [];
    if (filtered) {
      const button = make("button", "qf-seek__plain", "去掉筛选再找");
      button.type = "button";
      button.addEventListener("click", () => { go({ filters: {} }); field.focus(); });
      const line = make("p", "", "现在的筛选条件下没有。");
      line.append(button);
      out.push(line);
    }
    ["少写几个字，或者把长句拆成两三个词，用空格隔开", "换个说法，口语、公文用语都试一试", "有引号、减号的，去掉再找", "题名可以只打拼音首字母"].forEach(text => list.append(make("li", "", text)));
    part.rooms.hidden = false;
    return out.concat(list);
  }

  function failed(error) {
    part.hits.textContent = part.note.textContent = part.facets.textContent = part.filters.textContent = "";
    part.more.hidden = part.sort.hidden = part.side.hidden = true;
    part.rooms.hidden = false;
    part.said.textContent = "检索没有成功。";
    part.note.className = "qf-seek__note qf-seek__note--wrong";
    part.note.append(make("p", "", error.qf ? error.message : "检索出了意外：" + error.message));
    part.printed.textContent = "";
  }

  function pairs(asked) {
    const out = [];
    window.qfFacets.ordered(Object.keys(asked.filters)).forEach(key => asked.filters[key].forEach(value => out.push([key, value])));
    return out;
  }

  function chips(asked) {
    const all = pairs(asked);
    part.filters.textContent = "";
    all.forEach(pair => {
      const item = make("li"), button = make("button", "", pair[0] + "：" + pair[1]);
      button.type = "button";
      button.setAttribute("aria-label", "去掉条件 " + pair[0] + "：" + pair[1]);
      button.addEventListener("click", () => { choose(pair[0], pair[1], false); field.focus(); });
      item.append(button);
      part.filters.append(item);
    });
    part.chosen.textContent = all.length ? "（已选 " + all.length + "）" : "";
  }

  /* 输入框空着时列出这台设备最近的检索词。 */
  function showRecent() {
    const words = field.value.trim() ? [] : recent.all();
    part.recent.textContent = "";
    part.recent.hidden = !words.length;
    if (!words.length) return;
    const list = make("ul"), clear = make("button", "qf-seek__plain", "清空");
    words.forEach(word => {
      const item = make("li"), link = make("a", "", word);
      link.href = "?" + new URLSearchParams({ q: word });
      link.addEventListener("click", event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        field.value = word;
        field.focus();
        submit();
      });
      item.append(link);
      list.append(item);
    });
    clear.type = "button";
    clear.addEventListener("click", () => { recent.clear(); showRecent(); field.focus(); });
    const head = make("p", "qf-label", "最近检索，只记在这台设备上");
    head.append(clear);
    part.recent.append(head, list);
  }

  function submit() {
    recent.add(field.value);
    if (field.value.trim() === state.q.trim() && last) { settled = true; return; }
    go({ q: field.value });
    settled = true;
  }

  /* 键盘 */
  function targets() { return Array.from(page.querySelectorAll(".qf-seek__recent a, .qf-hit__title a, .qf-seek__more:not([hidden]) button")); }

  function keys(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement, typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && at.type !== "checkbox";
    if (event.key === "/" && !typing) { event.preventDefault(); event.stopPropagation(); field.focus(); field.select(); return; }
    const all = targets(), n = all.indexOf(at);
    if (at !== field && n < 0) { if (event.key === "Escape" && page.contains(at)) field.focus(); return; }
    if (event.key === "Escape" && n >= 0) { field.focus(); field.select(); }
    else if (event.key === "ArrowDown" && n + 1 < all.length) all[n + 1].focus();
    else if (event.key === "ArrowUp" && n >= 0) (n ? all[n - 1] : field).focus();
    else return;
    event.preventDefault();
  }

  part.main = page.querySelector(".qf-seek__main");
  part.form.addEventListener("submit", event => { event.preventDefault(); submit(); });
  field.addEventListener("input", event => {
    clearTimeout(timer);
    showRecent();
    if (!event.isComposing) timer = setTimeout(() => { if (field.value.trim() !== state.q.trim()) go({ q: field.value }, true); }, TYPING);
  });
  field.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(() => go({ q: field.value }, true), TYPING); });
  part.sort.addEventListener("click", event => { if (event.target.value !== undefined && event.target.value !== state.sort) go({ sort: event.target.value }); });
  part.more.querySelector("button").addEventListener("click", async () => {
    const before = part.hits.children.length;
    state = Object.assign({}, state, { n: state.n + STEP });
    write("replaceState");
    await run();
    const next = part.hits.children[before];
    if (next) next.querySelector("a").focus();
  });
  part.hits.addEventListener("click", event => {
    if (!event.target.closest("a")) return;
    recent.add(state.q);
    settled = true;
    history.replaceState({ y: window.scrollY }, "", location.pathname + location.search);
  });
  document.addEventListener("keydown", keys, true);
  const fold = () => { part.side.open = wide.matches; };
  wide.addEventListener("change", fold);

  async function restore() {
    clearTimeout(timer);
    settled = true;
    try { state = read(await finder.open()); } catch (error) { state = Object.assign({}, state, { q: new URLSearchParams(location.search).get("q") || "" }); }
    field.value = state.q;
    await run();
    if (history.state && history.state.y) window.scrollTo(0, history.state.y);
  }

  window.addEventListener("popstate", restore);
  fold();
  page.hidden = false;
  restore().then(() => { if (!state.q && wide.matches) field.focus({ preventScroll: true }); });
})();
