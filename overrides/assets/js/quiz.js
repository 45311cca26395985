/* 自测的壳：读题，按地址换页，按键，滑动，字号。 */
(function () {
  "use strict";
  const root = document.getElementById("qf-quiz");
  if (!root) return;
  const E = window.qfQuizEngine, V = window.qfQuizView, el = V.el;
  const article = root.closest("article"), name = document.title;
  const live = el("p", { class: "qf-quiz-live", role: "status", "aria-live": "polite" }), warning = el("p", { class: "qf-quiz-warning", role: "alert", hidden: true }), stage = el("div", { class: "qf-quiz-stage" });
  const TROUBLE = {
    memory: "这个浏览器不让网页存东西，做题记录只留到关上页面。", newer: "记录是更新的版本存的，这里不动它；这次的记录只留到关上页面。",
    full: "存储空间满了，新的记录没有存下。请先导出记录，再清理浏览器的空间。", failed: "记录没有存下，会再试；请先导出，以免丢失。"
  };
  let view = null, saying = 0, practice, exam, pages;

  const app = {
    root: root, store: null, bank: null, questions: [], base: root.dataset.src.replace(/data\/questions\.js$/, ""), find: null,
    go: hash => { location.hash = "#" + hash.split("/").map(encodeURIComponent).join("/"); },
    replace: (hash, draw) => { history.replaceState(null, "", "#" + hash.split("/").map(encodeURIComponent).join("/")); if (draw) route(); },
    /* quiet：页面上已经写着，只读给听屏幕的人。 */
    say: (text, quiet) => { hush(); live.toggleAttribute("data-quiet", !!quiet); saying = setTimeout(() => { live.textContent = text; }, 30); },
    show: show
  };

  function hush() { clearTimeout(saying); live.textContent = ""; }

  function trouble(kind) {
    warning.textContent = TROUBLE[kind] || "";
    warning.hidden = !TROUBLE[kind];
  }

  /* view：name title node bar back at of note tools card focus；enter step star 是按键要用的，away 是 Esc 到哪里。换了题，上一题的话就收掉。 */
  function show(next) {
    const moved = !view || view.title !== next.title || view.at !== next.at || view.name !== next.name;
    if (moved) hush();
    view = next;
    article.dataset.quiz = document.body.dataset.quiz = next.name;
    document.title = (next.title ? next.title + " - " : "") + name;
    const title = next.title ? el("h2", { class: "qf-quiz-title", id: "qf-quiz-title", tabindex: "-1" }, next.title) : null;
    stage.textContent = "";
    V.add(stage, [
      next.title ? el("header", { class: "qf-quiz-head" }, V.link(next.back, "‹ " + (next.back ? "返回" : "菜单"), { class: "qf-quiz-back" }), title, el("div", { class: "qf-quiz-tools" }, next.tools || [], next.card ? sizes() : null)) : null,
      next.of ? [el("p", { class: "qf-quiz-at" }, el("span", { class: "qf-no" }, next.at + " / " + next.of), next.note ? el("span", null, next.note) : null), el("div", { class: "qf-quiz-bar", "aria-hidden": "true" }, V.part(next.at, next.of))] : null,
      next.node, next.bar.length ? el("div", { class: "qf-quiz-foot-bar", role: "group", "aria-label": "操作" }, next.bar) : null]);
    if (moved && next.title) window.scrollTo(0, 0);
    focus(next.focus);
  }

  function focus(where) {
    const gap = view.card && view.card.first();
    const to = { stem: gap && !matchMedia("(pointer: coarse)").matches ? gap : stage.querySelector("#qf-quiz-stem"), next: stage.querySelector("[data-next]"), grade: stage.querySelector("[data-grade]"), title: stage.querySelector("#qf-quiz-title") }[where];
    if (to) to.focus({ preventScroll: true });
    if (where === "grade" || where === "next") { const answer = stage.querySelector(".qf-quiz-answer"); if (answer && answer.getBoundingClientRect().top > innerHeight - 160) answer.scrollIntoView({ block: "center" }); }
  }

  function sizes() {
    const now = (app.store.get("settings") || { size: 1 }).size;
    return el("div", { class: "qf-quiz-sizes", role: "radiogroup", "aria-label": "字号" }, ["小", "中", "大"].map((text, n) => V.button(text, event => {
      app.store.set("settings", { size: n });
      root.dataset.size = n;
      event.target.parentNode.childNodes.forEach((one, k) => one.setAttribute("aria-checked", String(k === n)));
    }, { role: "radio", "aria-checked": String(n === now), "data-size": n })));
  }

  function route() {
    let parts = [""];
    try { parts = location.hash.slice(1).split("/").map(decodeURIComponent); } catch (error) { /* 地址坏了，回菜单 */ }
    const mode = parts[0], rest = parts.slice(1).join("/");
    root.querySelectorAll("dialog").forEach(one => { if (one.close) one.close(); one.remove(); });
    hush();
    if (["order", "random", "recite", "daily", "due"].includes(mode)) practice.open(mode);
    else if (mode === "q") practice.open("q", "", rest);
    else if (mode === "found") practice.open("found", parts.slice(1, -1).join("/"), parts[parts.length - 1]);
    else if (mode === "bank" && rest) practice.open("bank", rest);
    else if (mode === "chapter") { if (rest) practice.open("chapter", rest); else pages.chapters(); }
    else if (mode === "wrong" || mode === "starred") { if (rest === "go") practice.open(mode); else practice.shelf(mode); }
    else if (mode === "exam") exam.open();
    else if (mode === "result") exam.result(parts[1], parts[2]);
    else if (mode === "search") pages.search(rest);
    else if (mode === "data") pages.data();
    else pages.menu();
  }

  /* 页面自己处理了的键不再往上传，主题的快捷键（f 是搜索）就不会同时起作用。 */
  function keys(event) {
    const at = event.target, own = at === document.body || root.contains(at);
    if (!view || !own || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || root.querySelector("dialog[open]")) return;
    if (press(event.key, at)) { event.preventDefault(); event.stopPropagation(); }
  }

  function press(key, at) {
    const typing = at.matches("input:not([type=radio]):not([type=file]), textarea"), card = view.card;
    if (key === "Escape") { if (typing && at.value && at.tagName === "TEXTAREA") at.blur(); else if (view.name !== "menu") app.go(view.away || ""); return true; }
    if (typing) {
      if (key !== "Enter" || at.tagName === "TEXTAREA" || !card) return false;
      const inputs = Array.from(stage.querySelectorAll(".qf-quiz-gap")), next = inputs[inputs.indexOf(at) + 1];
      if (next && !at.readOnly) next.focus(); else view.enter();
      return true;
    }
    if (key === "?" || key === "？") { pages.help(); return true; }
    if (key === "Enter") return enter(at);
    if (card && /^[1-9]$/.test(key)) { card.nth(Number(key)); return true; }
    if (card && (key === "ArrowUp" || key === "ArrowDown")) return card.move(key === "ArrowUp" ? -1 : 1);
    if (view.step && (key === "ArrowLeft" || key === "ArrowRight")) { view.step(key === "ArrowLeft" ? -1 : 1); return true; }
    if (view.star && (key === "f" || key === "F")) { view.star(); return true; }
    return false;
  }

  /* 焦点在按钮、链接上时 Enter 归它；在选项上时，单选就是选，其余是确定或下一题。 */
  function enter(at) {
    const option = at.closest(".qf-quiz-option"), radio = option && option.getAttribute("role") === "radio";
    if (!view.enter || (at.closest("a, button, summary, label") && !option)) return false;
    if (radio && option.getAttribute("aria-checked") !== "true" && option.getAttribute("aria-disabled") !== "true") return false;
    view.enter();
    return true;
  }

  let from = null;
  root.addEventListener("touchstart", event => { const one = event.touches[0]; from = event.touches.length === 1 && !event.target.closest("input, textarea, dialog") ? [one.clientX, one.clientY, Date.now()] : null; }, { passive: true });
  /* 横着划是翻题，不让浏览器当成后退；用 touch-action 的话，划完马上点的那一下会被吞掉。 */
  root.addEventListener("touchmove", event => {
    const one = event.touches[0], x = from && Math.abs(one.clientX - from[0]), y = from && Math.abs(one.clientY - from[1]);
    if (from && view && view.step && event.cancelable && x > 8 && x > y) event.preventDefault();
  }, { passive: false });
  root.addEventListener("touchend", event => {
    const one = event.changedTouches[0], x = from && one.clientX - from[0], y = from && one.clientY - from[1];
    if (from && view && view.step && Math.abs(x) > 60 && Math.abs(y) < 45 && Date.now() - from[2] < 900) view.step(x < 0 ? 1 : -1);
    from = null;
  }, { passive: true });

  function load() {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = root.dataset.src;
      script.onload = () => done(window.qfQuestions);
      script.onerror = () => failed(new Error("questions"));
      document.head.appendChild(script);
    });
  }

  async function start() {
    root.append(warning, stage, live);
    stage.append(el("p", { class: "qf-muted" }, "正在读题……"));
    try {
      const ready = await Promise.all([load(), window.qfQuizStore.open()]);
      const byId = new Map(ready[0].questions.map(question => [question.id, question]));
      app.bank = ready[0]; app.store = ready[1]; app.questions = app.bank.questions; app.find = id => byId.get(id);
    } catch (error) {
      stage.textContent = "题目没有读出来。请刷新再试；还不行，告诉管理员 data/questions.js 不在。";
      return;
    }
    app.store.onTrouble = trouble;
    trouble(app.store.trouble || (app.store.kind === "memory" ? "memory" : ""));
    root.dataset.size = (app.store.get("settings") || { size: 1 }).size;
    practice = window.qfQuizPractice(app); exam = window.qfQuizExam(app); pages = window.qfQuizPages(app, practice, exam);
    window.addEventListener("hashchange", route);
    document.addEventListener("keydown", keys);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) app.store.reload(); });
    route();
    root.dataset.ready = "";
  }

  start();
})();
