/* 自测的菜单、章节、搜索、记录管理、按键说明。 */
window.qfQuizPages = function (app, practice, exam) {
  "use strict";
  const E = window.qfQuizEngine, V = window.qfQuizView, el = V.el;

  const door = (hash, title, said, props) => V.link(hash, [el("b", null, title), el("span", null, said)], Object.assign({ class: "qf-quiz-door" }, props));

  function place(mode) {
    const session = app.store.get("session/" + mode), at = session && !session.ended ? app.questions.findIndex(q => q.id === session.ids[0]) : -1;
    return at > 0 ? "接着第 " + (at + 1) + " 道" : app.questions.length + " 道";
  }

  function today() {
    const day = E.day(Date.now()), done = app.store.get("daily/" + day), session = app.store.get("session/daily");
    if (done) return "今天对了 " + done.right + " / " + done.total;
    const begun = session && session.day === day ? Object.keys(session.given).length : 0;
    return begun ? "做了 " + begun + " 道，接着做" : "今天还没有做";
  }

  function menu() {
    const records = app.store.under("record"), here = records.filter(one => app.find(one[0]));
    const right = here.reduce((n, one) => n + one[1].right, 0), all = here.reduce((n, one) => n + one[1].right + one[1].wrong, 0);
    const count = name => practice.lists[name]().length, few = { "data-few": true }, many = n => n ? n + " 道" : "没有";
    const going = exam.settle() ? V.link("exam", [el("b", null, app.store.get("exam").title + "还没有交卷"), el("span", null, "还剩 " + exam.left() + "，回去接着考")], { class: "qf-quiz-going" }) : null;
    const figure = (n, name) => el("div", { class: "qf-figure" }, el("b", null, n), el("span", null, name));
    app.show({
      name: "menu", title: "", bar: [],
      node: el("div", { class: "qf-quiz-menu" }, going,
        el("div", { class: "qf-quiz-doors-grid" },
          door("daily", "每日五题", today(), { "data-first": true }),
          door("exam", "模拟考试", Object.values(app.bank.blueprints).map(plan => plan.minutes + " 分钟").join("、"), { "data-first": true }),
          door("due", "到期复习", many(count("due")), few), door("wrong", "错题本", many(count("wrong")), few), door("starred", "收藏", many(count("starred")), few),
          door("chapter", "章节练习", "按章节选题"), door("order", "顺序练习", place("order")), door("random", "随机练习", "一次二十道"), door("recite", "背题", place("recite"))),
        el("form", { class: "qf-quiz-search", role: "search", onsubmit: event => { event.preventDefault(); app.go("search/" + event.target.elements.words.value.trim()); } }, el("input", { type: "search", name: "words", "aria-label": "搜题", placeholder: "搜题干、选项、解析里的词" }), el("button", { type: "submit" }, "搜题")),
        el("div", { class: "qf-figures" }, figure(here.length + " / " + app.questions.length, "做过"), figure(all ? Math.round(right / all * 100) + "%" : "—", "正确率"), figure(String(streak()), "每日五题连续天数")),
        el("p", { class: "qf-quiz-foot" }, V.link("data", "记录：导出、导入、清空"), V.button("按键说明", help, { class: "qf-quiz-text" })))
    });
  }

  /* 从今天或昨天往回数。 */
  function streak() {
    const at = new Date();
    let days = 0;
    if (!app.store.get("daily/" + E.day(at))) at.setDate(at.getDate() - 1);
    while (app.store.get("daily/" + E.day(at))) { days += 1; at.setDate(at.getDate() - 1); }
    return days;
  }

  function chapters() {
    const branch = node => el("ul", { class: "qf-quiz-tree" }, Array.from(node.children.values()).map(one => el("li", null,
      V.link("chapter/" + one.path, [el("span", { class: "qf-quiz-tree__name" }, one.name), el("span", { class: "qf-quiz-bar", "aria-hidden": "true" }, V.part(one.done, one.total)), el("span", { class: "qf-no" }, "做过 " + one.done + "/" + one.total + (one.done ? "，会 " + one.right : ""))]), one.children.size ? (one.path.includes("/") ? el("details", null, el("summary", null, "细分 " + one.children.size + " 节"), branch(one)) : branch(one)) : null)));
    app.show({ name: "list", title: "章节练习", back: "", bar: [], node: el("div", null, el("p", { class: "qf-muted" }, "点一级就做这一级的全部题目。“会”指最近一次答对。"), branch(E.tree(app.questions, id => app.store.get("record/" + id)))) });
  }

  function search(words) {
    const input = el("input", { type: "search", name: "words", "aria-label": "搜题", placeholder: "搜题干、选项、解析里的词" }), list = el("div"), said = el("p", { class: "qf-muted", role: "status" });
    input.value = words;
    function find() {
      const found = E.search(app.questions, input.value), more = found.length > 50 ? "，列出前 50 道" : "";
      said.textContent = input.value.trim() ? (found.length ? "找到 " + found.length + " 道" + more : "没有找到。换一个词，或少写几个字") : "几个词用空格隔开";
      list.textContent = "";
      if (found.length) list.append(V.stems(found.slice(0, 50), q => "found/" + input.value.trim() + "/" + q.id));
      mark(list, input.value.trim().split(/\s+/).filter(Boolean));
    }
    input.addEventListener("input", () => { app.replace("search/" + input.value.trim()); find(); });
    app.show({ name: "list", title: "搜题", back: "", bar: [], node: el("div", null, el("form", { class: "qf-quiz-search", role: "search", onsubmit: event => { event.preventDefault(); const first = list.querySelector("a"); if (first) first.focus(); } }, input, el("button", { type: "submit" }, "搜题")), said, list) });
    find();
    input.focus({ preventScroll: true });
  }

  /* 每个词、每一处都标出来。 */
  function mark(list, words) {
    if (!words.length) return;
    const any = new RegExp("(" + words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")", "i");
    list.querySelectorAll("li > a").forEach(node => {
      const pieces = node.textContent.split(any);
      node.textContent = "";
      node.append.apply(node, pieces.map((piece, n) => n % 2 ? el("mark", null, piece) : piece));
    });
  }

  /* 导入了什么，用“做过、收藏”这些页面上的话说。 */
  function told(keys) {
    const count = folder => keys.filter(key => key.startsWith(folder + "/")).length, said = [];
    [["record", "做题记录", "道"], ["star", "收藏", "道"], ["result", "考试成绩", "次"]].forEach(one => { if (count(one[0])) said.push(one[1] + " " + count(one[0]) + " " + one[2]); });
    const rest = keys.length - count("record") - count("star") - count("result");
    if (!keys.length) return "文件里的记录这里都有了，没有要加的";
    return "导入了" + (said.join("、") || "记录") + (rest ? "，还有做到哪里、字号等" : "");
  }

  const HERE = "记录存在这台设备这个浏览器里，不上传。", KINDS = { indexeddb: HERE, localstorage: HERE, memory: "这个浏览器不让存东西，记录只留到关上页面；需要时先导出成文件。" };

  function data() {
    const records = app.store.under("record"), gone = records.concat(app.store.under("star")).filter(one => !app.find(one[0])).length;
    const named = el("span", { class: "qf-muted", id: "qf-quiz-named" }, "还没有选"), file = el("input", { type: "file", accept: ".json,application/json", id: "qf-quiz-file", class: "qf-quiz-file", "aria-describedby": "qf-quiz-named", onchange: () => { named.textContent = file.files.length ? file.files[0].name : "还没有选"; } }), said = el("p", { role: "status", class: "qf-quiz-said" });
    const way = (value, text, on) => el("label", null, el("input", { type: "radio", name: "way", value: value, checked: on }), text);
    const ways = el("fieldset", null, el("legend", null, "怎样导入"), way("merge", "与现有记录合并", true), way("replace", "换掉现有记录"));
    async function bring() {
      if (!file.files.length) { said.textContent = "先选一个导出的记录文件"; return; }
      try {
        const replace = ways.querySelector("[value=replace]").checked, keys = await app.store.bring(await text(file.files[0]), replace);
        data();
        app.root.querySelector(".qf-quiz-said").textContent = told(keys);
      } catch (error) { said.textContent = (/quota/i.test(error.name) ? "存储空间不够" : error.message) + "。现有记录没有动。"; }
    }
    async function clear() {
      const yes = await V.ask("清空记录", el("p", null, "做题记录、错题本、收藏、考试成绩都会删去，不能恢复。要留着，先导出。"), [[null, "不清空"], ["yes", "清空"]]);
      if (yes !== "yes") return;
      try { await app.store.clear(); data(); app.root.querySelector(".qf-quiz-said").textContent = "已清空"; } catch (error) { said.textContent = "没有清空：" + error.message; }
    }
    app.show({
      name: "list", title: "记录", back: "", bar: [],
      node: el("div", { class: "qf-quiz-data" }, el("p", null, KINDS[app.store.kind]), el("p", null, "做过 " + (records.length) + " 道，收藏 " + app.store.under("star").length + " 道，考试 " + app.store.under("result").length + " 次。" + (gone ? "其中 " + gone + " 条记录的题目已不在题库里，另外留着，导出时也带上。" : "")), said,
        el("h3", null, "导出"), el("p", { class: "qf-quiz-buttons" }, V.button("导出成文件", save, { "data-export": true })),
        el("h3", null, "导入"), el("p", { class: "qf-quiz-buttons" }, file, el("label", { for: "qf-quiz-file", class: "qf-quiz-pick" }, "选一个导出的文件"), named), ways, el("p", { class: "qf-quiz-buttons" }, V.button("导入", bring, { "data-import": true })),
        el("h3", null, "清空"), el("p", { class: "qf-quiz-buttons" }, V.button("清空全部记录", clear, { class: "qf-quiz-danger", "data-clear": true })))
    });
  }

  const text = file => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(new Error("这个文件读不出来"));
    reader.readAsText(file);
  });

  function save() {
    const url = URL.createObjectURL(new Blob([app.store.text(app.bank.version)], { type: "application/json" }));
    const to = el("a", { href: url, download: "自测记录-" + E.day(Date.now()) + ".json" });
    app.root.append(to);
    to.click();
    to.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const KEYS = [["1–9", "选第几个选项；简答题自评"], ["Enter", "确定；答过以后到下一题"], ["← →", "上一题、下一题"], ["↑ ↓", "在选项之间移动，空格选中"], ["F", "收藏；考试里是标记"], ["Esc", "回到菜单；从搜题进来的回到结果"], ["?", "这张表"]];

  const help = () => V.ask("按键说明", [el("dl", { class: "qf-quiz-keys" }, KEYS.map(one => [el("dt", null, one[0]), el("dd", null, one[1])])), el("p", { class: "qf-muted" }, "手机上左右滑动就是下一题、上一题。")], [[null, "知道了"]]);

  return { menu: menu, chapters: chapters, search: search, data: data, help: help };
};
