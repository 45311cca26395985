/* 练习：一组题一道一道做，答完就看答案；做到哪里随手存，刷新、关页再来接着做。 */
window.qfQuizPractice = function (app) {
  "use strict";
  const E = window.qfQuizEngine, V = window.qfQuizView, el = V.el, ROUND = 20;
  const all = () => app.questions.map(q => q.id), bankOf = id => id.replace(/-\d+$/, "");
  const records = () => app.store.under("record").filter(one => app.find(one[0]));
  const lists = {
    wrong: () => records().filter(one => one[1].kept).sort((a, b) => b[1].last - a[1].last).map(one => one[0]),
    starred: () => app.store.under("star").filter(one => app.find(one[0])).sort((a, b) => b[1] - a[1]).map(one => one[0]),
    due: () => records().filter(one => E.due(one[1], Date.now())).sort((a, b) => a[1].card.due - b[1].card.due).map(one => one[0])
  };

  /* 各种练习：题从哪里来；fixed 的题目由题库定，loose 的不记做到哪里，growing 的会随记录增减，其余出一次题用到底。 */
  const MODES = {
    order: { title: "顺序练习", fixed: true, ids: all },
    recite: { title: "背题", fixed: true, recite: true, ids: all },
    q: { title: "题目", fixed: true, loose: true, ids: all },
    found: { title: "搜题", fixed: true, loose: true, ids: words => E.search(app.questions, words).map(q => q.id) },
    bank: { title: "题库", fixed: true, ids: name => app.questions.filter(q => bankOf(q.id) === name).map(q => q.id) },
    chapter: { title: "章节练习", fixed: true, ids: path => app.questions.filter(q => E.inside(q.chapter, path)).map(q => q.id) },
    random: { title: "随机练习", again: "再来 " + ROUND + " 道", ids: () => E.shuffled(all(), String(Date.now())).slice(0, ROUND) },
    daily: { title: "每日五题", today: true, ids: () => E.daily(app.questions, E.day(Date.now())) },
    wrong: { title: "错题本", growing: true, ids: lists.wrong },
    starred: { title: "收藏", growing: true, ids: lists.starred },
    due: { title: "到期复习", growing: true, ids: lists.due }
  };

  function resume(mode, key, path) {
    const how = MODES[mode], old = how.loose ? null : app.store.get("session/" + key), today = E.day(Date.now());
    const fresh = { ids: null, at: 0, given: {}, grades: {}, day: today };
    if (!old || (old.ended && mode !== "daily") || (how.today && old.day !== today) || (how.growing && old.day !== today)) return Object.assign(fresh, { ids: how.ids(path) });
    const session = Object.assign(fresh, old, { ids: old.ids.filter(app.find) });
    const here = old.ids[old.at];
    if (how.fixed) session.ids = how.ids(path);
    if (how.growing) {
      const now = how.ids(path);
      session.ids = session.ids.filter(id => id in session.given || now.includes(id));
      session.ids = session.ids.concat(now.filter(id => !session.ids.includes(id)));
    }
    session.at = Math.max(0, session.ids.indexOf(here));
    return session;
  }

  function save(mode, key, session) {
    if (MODES[mode].loose) return;
    const short = MODES[mode].fixed ? { ids: [session.ids[session.at]].filter(Boolean), at: 0 } : {};
    app.store.set("session/" + key, Object.assign({}, session, short));
  }

  function open(mode, path, id) {
    const how = MODES[mode], key = path ? mode + "/" + path : mode, session = resume(mode, key, path);
    if (id) session.at = session.ids.indexOf(id);
    if (!session.ids.length || session.at < 0) return app.show(nothing(mode));
    if (session.ended) return finish();
    save(mode, key, session);
    show("stem");

    function learned(question, grade) {
      app.store.set("record/" + question.id, E.learn(app.store.get("record/" + question.id), grade, Date.now()));
    }

    function answered(question, given) {
      session.given[question.id] = given;
      const grade = E.judge(question, given);
      if (grade !== null) {
        session.grades[question.id] = grade;
        learned(question, grade);
        app.say(grade ? "答对了。" : "答错了。正确答案：" + E.key(question).join("；"), true);
      } else app.say("参考答案已经显示，请自评：会、差一点、不会", true);
      save(mode, key, session);
      show(grade === null ? "grade" : "next");
    }

    function graded(question, grade) {
      if (!(question.id in session.grades)) learned(question, grade);
      session.grades[question.id] = grade;
      save(mode, key, session);
      app.say("");
      show("next");
    }

    function go(step) {
      const to = session.at + step;
      if (to < 0) return app.say("已经是第一道了");
      if (to >= session.ids.length) return how.loose ? app.say("已经是最后一道了") : finish();
      session.at = to;
      save(mode, key, session);
      if (how.loose) app.replace((mode === "q" ? "q/" : "found/" + path + "/") + session.ids[to]);
      show("stem");
    }

    function finish() {
      session.ended = true;
      save(mode, key, session);
      if (how.today) app.store.set("daily/" + session.day, { right: Object.values(session.grades).filter(n => n === 1).length, total: session.ids.length });
      app.show(summary(mode, path, session, restart));
    }

    async function over() {
      const done = Object.keys(session.given).length;
      const yes = await V.ask("从头开始", el("p", null, "回到第一道" + (done ? "，这一遍答过的 " + done + " 道从头再做" : "") + "。做题记录、错题本、收藏不变。"), [[null, "接着做"], ["yes", "从头开始"]]);
      if (yes) restart();
    }

    function restart() { app.store.drop("session/" + key); open(mode, path); }

    function star(question) {
      const on = app.store.get("star/" + question.id) !== undefined;
      if (on) app.store.drop("star/" + question.id); else app.store.set("star/" + question.id, Date.now());
      app.say(on ? "已取消收藏" : "已收藏");
      mark();
    }

    function mark() {
      const on = app.store.get("star/" + session.ids[session.at]) !== undefined, node = app.root.querySelector("[data-star]");
      node.setAttribute("aria-pressed", String(on));
      node.textContent = on ? "已收藏" : "收藏";
    }

    function show(focus) {
      const question = app.find(session.ids[session.at]), done = question.id in session.given, shown = done || how.recite;
      const card = V.card(question, {
        given: session.given[question.id], shown: shown, recite: how.recite, graded: session.grades[question.id], base: app.base, say: app.say,
        answer: given => answered(question, given), grade: how.recite ? null : grade => graded(question, grade)
      });
      const last = session.at === session.ids.length - 1, record = app.store.get("record/" + question.id);
      const main = card.needs ? V.button(question.type === E.ESSAY ? "看答案" : "确定", () => card.confirm(), { class: "qf-quiz-main" })
        : V.button(last && !how.loose ? "做完了" : "下一题", () => go(1), { class: shown ? "qf-quiz-main" : null, "data-next": true });
      const source = shown && (question.bases ? question.bases[0].url : question.url);
      const left = mode === "wrong" && record && record.kept ? "再连对 " + (E.LEAVES - record.streak) + " 次移出错题本" : mode === "wrong" && record && done ? "已移出错题本" : "";
      app.show({
        name: "question", title: mode === "found" ? "搜题：" + path : mode === "bank" ? question.bank : path ? path.split("/").pop() : how.title, node: card.node, card: card, focus: focus,
        back: mode === "found" ? "search/" + path : mode === "chapter" ? "chapter" : how.growing && mode !== "due" ? mode : "", away: mode === "found" ? "search/" + path : "",
        at: session.at + 1, of: session.ids.length, note: left, tools: how.fixed && !how.loose && session.at > 0 ? [V.button("从头开始", over)] : [],
        bar: [V.button("上一题", () => go(-1), { disabled: session.at === 0 }),
          V.button("收藏", () => star(question), { "data-star": true, "aria-pressed": "false" }),
          source ? el("a", { href: app.base + source, class: "qf-quiz-source" }, "看来源") : card.needs && !last ? V.button("跳过", () => go(1)) : null, main],
        enter: () => { if (!card.confirm()) go(1); }, step: go, star: () => star(question)
      });
      mark();
    }
  }

  function summary(mode, path, session, restart) {
    const how = MODES[mode], items = session.ids.filter(id => id in session.grades).map(id => ({ id: id, points: 1 }));
    const got = E.score(items, app.find, session.grades), wrong = got.wrong.map(app.find);
    const right = items.length - wrong.length, again = how.growing ? how.ids().length > 0 : !how.today;
    const node = el("div", { class: "qf-quiz-result" },
      el("p", { class: "qf-quiz-score" }, items.length ? [el("b", null, String(right)), " / " + items.length + " 道答对"] : how.recite ? "这一遍看完了" : "没有作答"),
      how.today ? el("p", null, "今天的五道做完了，明天换五道。") : null,
      items.length ? [el("h3", null, "各章"), V.bars(got.chapters.map(row => [row.name, row.right, row.total]))] : null,
      wrong.length ? [el("h3", null, "要再看的题"), V.stems(wrong, q => "q/" + q.id)] : null,
      V.reading(wrong, app.base));
    return {
      name: "result", title: how.title, node: node, back: "", focus: "title",
      bar: [V.link("", "回到菜单", { class: "qf-quiz-button" }), again ? V.button(how.again || "再做一遍", restart, { class: "qf-quiz-main" }) : null], enter: again ? restart : null
    };
  }

  const EMPTY = {
    wrong: "错题本是空的。练习和考试里答错的题会自动收进来，连对三次移出。", starred: "还没有收藏。做题时按“收藏”（键盘 F）就收进来。",
    due: "今天没有到期的题。做过的题会按记得牢不牢安排下一次复习。", q: "没有这道题，它可能已经从题库里撤下。", chapter: "这一章没有题。", bank: "没有这套题，它可能已经从题库里撤下。", found: "没有这道题，它可能已经从题库里撤下。"
  };

  function nothing(mode) {
    return { name: "list", title: MODES[mode].title, node: el("p", { class: "qf-quiz-empty" }, EMPTY[mode] || "题库里还没有可以出的题。"), back: mode === "chapter" ? "chapter" : "", bar: [] };
  }

  /* 错题本、收藏：先看有哪些，再做。 */
  function shelf(mode) {
    const found = lists[mode]().map(app.find);
    if (!found.length) return app.show(nothing(mode));
    const more = question => {
      const record = app.store.get("record/" + question.id);
      return record ? el("span", null, "对 " + record.right + " 次，错 " + record.wrong + " 次" + (mode === "wrong" && record.streak ? "，已连对 " + record.streak + " 次" : "")) : null;
    };
    app.show({
      name: "list", title: MODES[mode].title, back: "",
      node: el("div", null, el("p", null, "共 " + found.length + " 道。" + (mode === "wrong" ? "一道题连对三次就移出。" : "")), V.stems(found.slice(0, 100), q => "q/" + q.id, more), found.length > 100 ? el("p", { class: "qf-muted" }, "只列出最近 100 道，做的时候全部都有。") : null),
      bar: [V.link(mode + "/go", "开始做", { class: "qf-quiz-button qf-quiz-main" })], enter: () => app.go(mode + "/go")
    });
  }

  return { open: open, shelf: shelf, lists: lists };
};
