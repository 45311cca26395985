/* 模拟考试：照蓝图组卷，按墙上的钟倒计时；每动一下就存，刷新、崩溃以后接着考，钟照走；时间到自己交卷。 */
window.qfQuizExam = function (app) {
  "use strict";
  const E = window.qfQuizEngine, V = window.qfQuizView, el = V.el;
  let timer = 0;

  const plans = () => Object.keys(app.bank.blueprints).map(name => [name, app.bank.blueprints[name]]);
  const current = () => app.store.get("exam");
  const pad = n => String(n).padStart(2, "0");
  const left = paper => Math.max(0, Math.ceil((paper.end - Date.now()) / 1000));
  const clock = seconds => pad(Math.floor(seconds / 60)) + ":" + pad(seconds % 60);
  const said = start => { const d = new Date(start); return (d.getMonth() + 1) + "月" + d.getDate() + "日 " + pad(d.getHours()) + ":" + pad(d.getMinutes()); };
  const asked = paper => paper.items.filter(item => app.find(item.id));
  const done = (paper, item) => E.answered(paper.given[item.id]);
  const taken = (from, to) => to - from < 60000 ? "不到 1 分钟" : " " + Math.round((to - from) / 60000) + " 分钟";

  /* 1、3、8 到 20：连着三个以上的写成一段。 */
  function ranges(numbers) {
    const runs = [];
    numbers.forEach(n => { const run = runs[runs.length - 1]; if (run && run[run.length - 1] === n - 1) run.push(n); else runs.push([n]); });
    return runs.map(run => run.length > 2 ? run[0] + " 到 " + run[run.length - 1] : run.join("、")).join("、");
  }

  /* 只说这份卷子有的题型。 */
  function rules(plan) {
    const types = plan.parts.map(part => part.type), full = [E.MULTIPLE, E.ANY].filter(type => types.includes(type));
    return (full.length ? full.join("、") + "全对才得分；" : "") + (types.includes(E.ESSAY) ? "简答题交卷后对照参考答案自评；" : "") + "没有作答的不得分，不进错题本。待复核的题不出。";
  }

  /* ---- 选一份 ---- */
  function choose() {
    const past = app.store.under("result").map(one => one[1]).sort((a, b) => b.start - a.start);
    app.show({
      name: "list", title: "模拟考试", back: "", bar: [],
      node: el("div", null, el("div", { class: "qf-quiz-plans" }, plans().map(one => offer(one[0], one[1]))),
        past.length ? [el("h3", null, "考过的"), el("ul", { class: "qf-plain" }, past.map(paper => {
          const got = E.score(paper.items, app.find, paper.grades, paper.given);
          return el("li", null, V.link("result/" + paper.start, paper.title), el("span", { class: "qf-muted" }, said(paper.start) + "　" + V.number(got.points) + " 分" + (got.waiting.length ? "（有 " + got.waiting.length + " 道待自评）" : got.points >= paper.pass ? "，合格" : "，不合格")));
        }))] : null)
    });
  }

  function offer(name, plan) {
    const notes = E.compose(app.questions, plan, 1).notes;
    return el("section", { class: "qf-card" }, el("h3", { class: "qf-card__title" }, plan.title, el("span", null, plan.minutes + " 分钟")),
      el("p", null, plan.parts.map(part => part.type + " " + part.count + " 道，每道 " + V.number(Number(part.points)) + " 分").join("；") + "。满分 " + V.number(Number(plan.full_score)) + "，" + V.number(Number(plan.pass_score)) + " 分合格。"),
      el("p", { class: "qf-muted" }, rules(plan)),
      notes.length ? el("div", { class: "qf-quiz-notes" }, el("p", null, "题库还不够这份卷子用，会取最接近的："), el("ul", null, notes.map(note => el("li", null, note)))) : null,
      el("p", { class: "qf-quiz-buttons" }, V.button("开始考试", () => begin(plan), { class: "qf-quiz-main", "data-plan": name })));
  }

  function begin(plan) {
    const start = Date.now(), made = E.compose(app.questions, plan, start);
    if (!made.items.length) return app.say("题库里没有可以出的题");
    app.store.set("exam", {
      start: start, end: start + plan.minutes * 60000, title: plan.title, minutes: plan.minutes, pass: Number(plan.pass_score), notes: made.notes,
      items: made.items.map(item => ({ id: item.id, points: Number(item.points) })), given: {}, marks: {}, grades: {}, at: 0
    });
    show("stem");
  }

  /* ---- 考 ---- */
  function change(act) {
    const paper = current();
    if (!paper) return null;
    act(paper);
    app.store.set("exam", paper);
    return paper;
  }

  function open() {
    if (current()) settle();
    if (current()) show("stem"); else choose();
  }

  /* 结果已经写下、卷子还没有收走时断了：收走；时间过了：交卷。返回是不是还在考。 */
  function settle() {
    const paper = current();
    if (!paper) return false;
    if (app.store.get("result/" + paper.start)) { app.store.drop("exam"); return false; }
    if (left(paper) > 0) return true;
    collect(paper, paper.end);
    return false;
  }

  function tick() {
    const paper = current(), places = app.root.querySelectorAll("[data-clock]");
    if (!paper || !places.length) return clearInterval(timer);
    const seconds = left(paper);
    if (!seconds) {
      clearInterval(timer);
      collect(paper, paper.end);
      app.replace("result/" + paper.start, true);
      return app.say("时间到，已经自动交卷");
    }
    places.forEach(place => { place.textContent = clock(seconds); place.toggleAttribute("data-soon", seconds <= 300); });
    if (seconds === 300 || seconds === 60) app.say("还有 " + seconds / 60 + " 分钟");
  }

  function go(step) {
    const paper = current(), to = paper ? paper.at + step : -1;
    if (!paper) return choose();
    if (to >= asked(paper).length) return hand();
    if (to < 0) return app.say("已经是第一道了");
    jump(to);
  }

  function jump(to) { if (change(paper => { paper.at = to; })) show("stem"); else choose(); }

  function cells(paper) {
    return el("ol", { class: "qf-quiz-cells" }, asked(paper).map((item, n) => el("li", null, el("button", {
      type: "button", "data-value": n, "data-done": done(paper, item), "data-marked": !!paper.marks[item.id], "aria-current": n === paper.at ? "true" : null,
      "aria-label": "第 " + (n + 1) + " 题，" + (done(paper, item) ? "已答" : "未答") + (paper.marks[item.id] ? "，有标记" : "")
    }, String(n + 1)))));
  }

  const legend = () => el("p", { class: "qf-quiz-legend qf-muted" }, el("span", { "data-done": true }, "已答"), el("span", null, "未答"), el("span", { "data-marked": true }, "有标记"));

  async function sheet() {
    const to = await V.ask("答题卡", [cells(current()), legend()], [[null, "接着做"], ["hand", "交卷"]]);
    if (to === "hand") hand(); else if (to !== null) jump(Number(to));
  }

  async function hand() {
    const paper = current();
    if (!paper) return choose();
    const open = asked(paper).map((item, n) => done(paper, item) ? 0 : n + 1).filter(Boolean);
    const marked = asked(paper).filter(item => paper.marks[item.id]).length;
    const yes = await V.ask("交卷", [el("p", { "data-open": open.length }, open.length ? "还有 " + open.length + " 道没有作答：第 " + ranges(open) + " 题。" : "全部作答了。"), marked ? el("p", null, "有 " + marked + " 道做了标记。") : null, el("p", null, "还剩 ", el("b", { class: "qf-quiz-left", "data-clock": true }, clock(left(paper))), "。交卷后不能再改。")], open.length ? [[null, "接着做"], ["hand", "交卷"]] : [["hand", "交卷"], [null, "再看看"]]);
    const now = current();
    if (yes !== "hand" || !now) return;
    collect(now, Math.min(Date.now(), now.end));
    app.replace("result/" + now.start, true);
  }

  /* 判卷、记录、存成绩，再收卷子。没有作答的不得分，也不进记录。 */
  function collect(paper, at) {
    asked(paper).filter(item => done(paper, item)).forEach(item => {
      const grade = E.judge(app.find(item.id), paper.given[item.id]);
      if (grade === null) return;
      paper.grades[item.id] = grade;
      app.store.set("record/" + item.id, E.learn(app.store.get("record/" + item.id), grade, at));
    });
    app.store.set("result/" + paper.start, Object.assign({}, paper, { done: at }));
    app.store.drop("exam");
  }

  function show(focus) {
    const paper = current(), items = asked(paper), at = Math.max(0, Math.min(paper.at, items.length - 1)), item = items[at];
    if (!item) { app.store.drop("exam"); return choose(); }
    const question = app.find(item.id), last = at === items.length - 1;
    const count = () => items.filter(one => done(current() || paper, one)).length;
    const card = V.card(question, { given: paper.given[item.id], live: true, base: app.base, say: app.say, answer: given => { if (change(one => { one.given[item.id] = given; })) refresh(); else choose(); } });
    const mark = () => {
      const now = change(one => { if (one.marks[item.id]) delete one.marks[item.id]; else one.marks[item.id] = true; });
      if (!now) return choose();
      app.say(now.marks[item.id] ? "已标记" : "已取消标记");
      refresh();
    };
    function refresh() {
      const now = current();
      app.root.querySelector("[data-mark]").textContent = now.marks[item.id] ? "已标记" : "标记";
      app.root.querySelector("[data-mark]").setAttribute("aria-pressed", String(!!now.marks[item.id]));
      app.root.querySelector("[data-sheet]").textContent = "答题卡 " + count() + "/" + items.length;
      aside.replaceChild(cells(now), aside.querySelector("ol"));
    }
    const aside = el("aside", { class: "qf-quiz-sheet", "aria-label": "答题卡", onclick: event => { const to = event.target.closest("[data-value]"); if (to) jump(Number(to.dataset.value)); } }, el("h3", null, "答题卡"), cells(paper), legend(), el("p", { class: "qf-quiz-buttons" }, V.button("交卷", hand)));
    app.show({
      name: "exam", title: paper.title, back: "", focus: focus, at: at + 1, of: items.length, card: card,
      node: el("div", { class: "qf-quiz-paper" }, el("div", null, paper.notes.length && at === 0 ? el("details", { class: "qf-quiz-notes" }, el("summary", null, "题库不够，这份卷子取了最接近的"), el("ul", null, paper.notes.map(note => el("li", null, note)))) : null, card.node), aside),
      tools: [el("span", { class: "qf-quiz-clock", role: "timer", "aria-label": "剩余时间", "data-clock": true }, clock(left(paper)))], note: V.number(item.points) + " 分",
      bar: [V.button("上一题", () => go(-1), { disabled: at === 0 }), V.button("标记", mark, { "data-mark": true, "aria-pressed": "false" }), V.button("答题卡", sheet, { "data-sheet": true }), V.button(last ? "交卷" : "下一题", () => go(1), { class: "qf-quiz-main", "data-next": true })],
      enter: () => go(1), step: go, star: mark
    });
    refresh();
    clearInterval(timer);
    timer = setInterval(tick, 500);
    tick();
  }

  /* ---- 成绩 ---- */
  function result(start, nth) {
    const paper = app.store.get("result/" + start);
    if (!paper) return app.show({ name: "list", title: "模拟考试", back: "exam", node: el("p", { class: "qf-quiz-empty" }, "没有这份成绩。"), bar: [] });
    if (nth) return review(paper, Number(nth) - 1);
    const got = E.score(paper.items, app.find, paper.grades, paper.given), wrong = got.wrong.map(app.find), open = got.open.map(app.find), items = asked(paper);
    const to = id => "result/" + start + "/" + (items.findIndex(item => item.id === id) + 1), first = got.waiting[0] || got.wrong[0] || got.open[0];
    const lost = paper.items.length - items.length, right = items.length - wrong.length - open.length - got.waiting.length;
    app.show({
      name: "result", title: paper.title, back: "exam", focus: "title",
      node: el("div", { class: "qf-quiz-result" },
        el("p", { class: "qf-quiz-score", "data-pass": !got.waiting.length && got.points >= paper.pass }, el("b", null, V.number(got.points)), " / " + V.number(got.full) + " 分", el("span", null, got.waiting.length ? "还有 " + got.waiting.length + " 道简答题没有自评" : got.points >= paper.pass ? "合格" : "不合格，" + V.number(paper.pass) + " 分合格")),
        el("p", { class: "qf-muted" }, said(paper.start) + "开考，用了" + taken(paper.start, paper.done) + "；对 " + right + " 道，错 " + wrong.length + " 道，未答 " + open.length + " 道。" + (lost ? "有 " + lost + " 道已从题库撤下，不计分。" : "")),
        el("h3", null, "各章得分"), V.bars(got.chapters.map(row => [row.name, row.points, row.full])),
        wrong.length ? [el("h3", null, "答错的题"), V.stems(wrong, q => to(q.id))] : null,
        open.length ? [el("h3", null, "没有作答的题"), el("p", { class: "qf-muted" }, "不得分，不进错题本和做题记录。"), V.stems(open, q => to(q.id))] : null, V.reading(wrong, app.base)),
      bar: [V.link("", "回到菜单", { class: "qf-quiz-button" }), first ? V.link(to(first), got.waiting.length ? "去自评" : wrong.length ? "看错题" : "看没有作答的题", { class: "qf-quiz-button qf-quiz-main" }) : null],
      enter: first ? () => app.go(to(first)) : null
    });
  }

  /* 从错题进来只走错题，从没有作答的进来只走没有作答的，从对的题进来走整份卷子；没有自评的算在错题里。 */
  function review(paper, n) {
    const items = asked(paper), item = items[n], kind = one => !done(paper, one) ? "open" : paper.grades[one.id] === 1 ? "right" : "wrong";
    if (!item) return result(paper.start);
    const question = app.find(item.id), of = kind(item), way = items.map((one, k) => k).filter(k => of === "right" || kind(items[k]) === of), here = way.indexOf(n);
    const grade = points => {
      const now = app.store.get("result/" + paper.start);
      if (now.grades[item.id] === undefined) app.store.set("record/" + item.id, E.learn(app.store.get("record/" + item.id), points, Date.now()));
      now.grades[item.id] = points;
      app.store.set("result/" + paper.start, now);
      app.say("自评记下了");
      result(paper.start, n + 1);
    };
    const step = by => { const to = way[here + by]; if (to === undefined) app.go("result/" + paper.start); else app.replace("result/" + paper.start + "/" + (to + 1), true); };
    const card = V.card(question, { given: paper.given[item.id], shown: true, open: of === "open", graded: paper.grades[item.id], base: app.base, say: app.say, grade: of === "open" ? null : grade });
    app.show({
      name: "question", title: paper.title, back: "result/" + paper.start, node: card.node, card: card, at: here + 1, of: way.length, note: "第 " + (n + 1) + " 题　" + V.number(item.points) + " 分", focus: "stem",
      bar: [V.button("上一题", () => step(-1), { disabled: here === 0 }), el("a", { href: app.base + (question.bases ? question.bases[0].url : question.url) }, "看来源"), V.button(here === way.length - 1 ? "回到成绩" : "下一题", () => step(1), { class: "qf-quiz-main" })],
      enter: () => step(1), step: step
    });
  }

  return { open: open, result: result, settle: settle, left: () => current() ? clock(left(current())) : "" };
};
