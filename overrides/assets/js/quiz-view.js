/* 自测页面上的小件：元素、对话框、一道题、答案、成绩。 */
window.qfQuizView = (function () {
  "use strict";
  const E = window.qfQuizEngine;

  /* el("p", { class: "x", onclick: f }, "字", 元素, null) */
  function el(tag, props) {
    const node = document.createElement(tag);
    Object.keys(props || {}).forEach(name => {
      const value = props[name];
      if (value === null || value === undefined || value === false) return;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    });
    Array.prototype.slice.call(arguments, 2).forEach(child => add(node, child));
    return node;
  }

  function add(node, child) {
    if (Array.isArray(child)) child.forEach(one => add(node, one));
    else if (child !== null && child !== undefined && child !== false) node.append(child);
  }

  const button = (text, act, props) => el("button", Object.assign({ type: "button", onclick: act }, props), text);
  const link = (hash, text, props) => el("a", Object.assign({ href: "#" + hash.split("/").map(encodeURIComponent).join("/") }, props), text);
  const each = texts => texts.map(text => el("p", null, text));
  const lines = text => each(text.split("\n"));
  const number = n => String(Math.round(n * 10) / 10);

  /* 问一句：actions 是 [值, 字]，第一个是主要的；按 Esc 等于不选。 */
  function ask(title, body, actions) {
    return new Promise(done => {
      const before = document.activeElement;
      const box = el("dialog", { class: "qf-quiz-ask md-typeset", "aria-labelledby": "qf-quiz-ask" }, el("h2", { id: "qf-quiz-ask" }, title), body);
      const close = value => { if (box.close) box.close(); box.remove(); if (before && before.isConnected) before.focus({ preventScroll: true }); done(value); };
      add(box, el("p", { class: "qf-quiz-buttons" }, actions.map((one, n) => button(one[1], () => close(one[0]), { class: n ? null : "qf-quiz-main" }))));
      box.addEventListener("cancel", event => { event.preventDefault(); close(null); });
      box.addEventListener("click", event => { if (event.target === box) close(null); const to = event.target.closest("[data-value]"); if (to) close(to.dataset.value); });
      document.getElementById("qf-quiz").append(box);
      if (box.showModal) box.showModal(); else box.setAttribute("open", "");
    });
  }

  /* ---- 一道题 ---- */
  function option(question, letter, text, state) {
    const choose = question.type === E.MULTIPLE || question.type === E.ANY, order = question.type === E.ORDER;
    const props = { class: "qf-quiz-option", type: "button", "data-letter": letter };
    if (!order) props.role = choose ? "checkbox" : "radio";
    const node = el("button", props, el("span", { class: "qf-quiz-option__letter", "aria-hidden": question.type === E.JUDGE }, question.type === E.JUDGE ? (letter === "对" ? "√" : "×") : letter), el("span", { class: "qf-quiz-option__text" }, text), el("span", { class: "qf-quiz-option__said" }));
    node.addEventListener("click", () => state.press(letter));
    return node;
  }

  function paint(question, options, given, shown, recite) {
    const order = question.type === E.ORDER;
    options.forEach(node => {
      const letter = node.dataset.letter, at = given.indexOf(letter), right = question.answer.indexOf(letter), on = at >= 0;
      const said = node.lastChild;
      node.setAttribute(order ? "aria-pressed" : "aria-checked", String(on));
      said.textContent = order && on ? "第 " + (at + 1) + " 位" : "";
      if (!shown) return;
      node.setAttribute("aria-disabled", "true");
      if (order) {
        node.dataset.state = at === right || recite ? "right" : on ? "wrong" : "missed";
        said.textContent = "应为第 " + (right + 1) + " 位";
      } else if (right >= 0) {
        node.dataset.state = on || recite ? "right" : "missed";
        said.textContent = on ? "选对" : "正确答案";
      } else if (on) {
        node.dataset.state = "wrong";
        said.textContent = "选错";
      }
    });
  }

  function gaps(question, given, shown, changed) {
    const pieces = question.stem.split(E.GAP), inputs = [], stem = [];
    const solid = Array.isArray(given) ? given : [];
    pieces.forEach((piece, n) => {
      stem.push(piece);
      if (n === pieces.length - 1) return;
      const longest = Math.max.apply(null, question.blanks[n].map(word => word.length));
      const input = el("input", { type: "text", class: "qf-quiz-gap", "aria-label": "第 " + (n + 1) + " 空", autocomplete: "off", autocapitalize: "off", spellcheck: "false", size: Math.min(18, Math.max(6, longest * 2 + 2)), readonly: shown });
      input.value = solid[n] || "";
      if (shown) input.dataset.state = question.blanks[n].some(word => E.plain(word) === E.plain(input.value)) ? "right" : "wrong";
      input.addEventListener("input", changed);
      inputs.push(input);
      stem.push(input);
    });
    return { stem: stem, inputs: inputs };
  }

  /* how：given 已经给的答案，shown 是否亮答案，open 交了卷没有作答，live 每动一下就交（考试），answer(给的)，grade(分)，graded 自评，base 站点根。 */
  function card(question, how) {
    const type = question.type, several = type === E.MULTIPLE || type === E.ANY, order = type === E.ORDER;
    let given = how.given === undefined || how.given === null ? (type === E.BLANK ? [] : "") : how.given;
    if (how.recite && type === E.BLANK) given = question.blanks.map(words => words[0]);
    let options = [], inputs = [], essay = null;
    const texts = type === E.JUDGE ? [["对", "对"], ["错", "错"]] : (question.options || []).map((text, n) => [E.LETTERS[n], text]);
    const state = {
      needs: type !== E.SINGLE && type !== E.JUDGE && !how.shown && !how.live,
      press(letter) {
        if (how.shown || !texts.some(one => one[0] === letter)) return;
        if (several) given = given.includes(letter) ? given.replace(letter, "") : (given + letter).split("").sort().join("");
        else if (order) given = given.includes(letter) ? given.replace(letter, "") : given + letter;
        else given = letter;
        paint(question, options, given, false);
        if (how.live || !(several || order)) how.answer(given);
      },
      nth(n) { if (texts[n - 1]) state.press(texts[n - 1][0]); else if (how.shown && type === E.ESSAY && how.grade && n <= 3) how.grade([1, 0.5, 0][n - 1]); },
      confirm() {
        if (!state.needs) return false;
        if (type !== E.ESSAY && (!E.answered(given) || (order && given.length < texts.length) || (type === E.BLANK && inputs.some(one => !one.value.trim())))) {
          how.say(order ? "还没有排完" : type === E.BLANK ? "还有空没有填" : "还没有选");
          const empty = inputs.find(one => !one.value.trim());
          if (empty) empty.focus();
          return true;
        }
        how.answer(given);
        return true;
      },
      move(step) {
        const at = options.indexOf(document.activeElement), next = options[at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length];
        if (next) next.focus();
        return !!next;
      },
      first() { return inputs[0] || essay || null; }
    };
    const changed = () => { given = type === E.BLANK ? inputs.map(one => one.value) : essay.value; if (how.live) how.answer(given); };
    const parts = type === E.BLANK ? gaps(question, given, how.shown, changed) : { stem: [question.stem], inputs: [] };
    inputs = parts.inputs;
    options = texts.map(one => option(question, one[0], one[1], state));
    const hint = several ? (type === E.ANY ? "选一个或几个" : "选两个以上") : order ? "按先后顺序点，再点一次取消" : "";
    const node = el("div", { class: "qf-quiz-card", "data-question": question.id },
      el("p", { class: "qf-quiz-card__meta" }, el("span", { class: "qf-chip" }, type), el("span", null, question.chapter.replace(/\//g, " / ")), el("span", null, "难度 " + question.degree), hint && !how.shown ? el("span", { class: "qf-quiz-card__hint" }, hint) : null),
      el("div", { class: "qf-quiz-stem", id: "qf-quiz-stem", tabindex: "-1" }, parts.stem),
      options.length ? el("div", { class: "qf-quiz-options", role: several || order ? "group" : "radiogroup", "aria-labelledby": "qf-quiz-stem" }, options) : null);
    if (type === E.ESSAY && !(how.shown && how.recite)) {
      essay = el("textarea", { class: "qf-quiz-essay", rows: "6", "aria-label": "你的回答", placeholder: how.live ? "写下你的回答，交卷后对照参考答案自评" : "先想一想、写几句，再看参考答案", readonly: how.shown });
      essay.value = given;
      essay.addEventListener("input", changed);
      node.append(essay);
    }
    paint(question, options, given, how.shown, how.recite);
    if (how.shown) node.append(answer(question, how, given));
    state.node = node;
    return state;
  }

  const GRADES = [[1, "会"], [0.5, "差一点"], [0, "不会"]];

  function grading(how) {
    return el("div", { class: "qf-quiz-grades", role: "radiogroup", "aria-label": "对照参考答案给自己评" }, GRADES.map(one =>
      el("button", { type: "button", role: "radio", "aria-checked": String(how.graded === one[0]), "data-grade": one[0], onclick: () => how.grade(one[0]) }, one[1])));
  }

  function answer(question, how, given) {
    const grade = question.type === E.ESSAY ? how.graded : E.judge(question, given), essay = question.type === E.ESSAY;
    const verdict = how.recite ? "" : how.open ? "没有作答" : grade === undefined ? "对照参考答案，给自己评一下" : grade === 1 ? "答对了" : grade ? "差一点" : "答错了";
    const rows = [[essay ? "参考答案" : "正确答案", essay ? lines(question.answer) : each(E.key(question))]];
    if (!how.recite && !how.open && !essay && grade !== 1) rows.push(["你的答案", each(E.words(question, given))]);
    if (question.explanation) rows.push(["解析", lines(question.explanation)]);
    if (question.bases) rows.push(["依据", E.bases(question).map(basis => el("figure", { class: "qf-quiz-basis" }, el("figcaption", null, el("a", { href: how.base + basis.url }, basis.title)), el("blockquote", null, lines(basis.text))))]);
    return el("section", { class: "qf-quiz-answer", "aria-label": "答案", "data-verdict": how.recite || how.open ? "open" : grade === 1 ? "right" : grade === undefined ? "open" : grade ? "near" : "wrong" },
      verdict ? el("p", { class: "qf-quiz-verdict" }, verdict) : null,
      essay && how.grade ? grading(how) : null,
      question.stale ? el("p", { class: "qf-quiz-stale" }, el("b", null, "待复核"), "　" + question.stale + "。以现行规定为准。") : null,
      el("dl", null, rows.map(row => [el("dt", null, row[0]), el("dd", null, row[1])])),
      el("p", { class: "qf-muted" }, "出自 ", el("a", { href: how.base + question.url }, question.bank)));
  }

  /* ---- 成绩 ---- */
  function bars(rows) {
    return el("ul", { class: "qf-quiz-bars" }, rows.map(row => el("li", null, el("span", null, row[0]), el("span", { class: "qf-quiz-bar", "aria-hidden": "true" }, part(row[1], row[2])), el("span", { class: "qf-no" }, row[3] || number(row[1]) + " / " + number(row[2])))));
  }

  function part(done, all) {
    const bar = el("i");
    bar.style.width = (all ? Math.round(done / all * 100) : 0) + "%";
    return bar;
  }

  function reading(questions, base) {
    const files = E.reading(questions);
    if (!files.length) return null;
    return el("section", { class: "qf-quiz-reading" }, el("h3", null, "接着读什么"), el("ol", null, files.map(file => el("li", null,
      el("a", { href: base + file.url, class: "qf-list__title" }, file.title), el("span", { class: "qf-muted" }, "　" + file.count + " 处"),
      file.articles.length ? el("p", null, file.articles.map(article => el("a", { href: base + article.url }, article.title))) : null))));
  }

  function stems(questions, to, more) {
    return el("ol", { class: "qf-quiz-stems" }, questions.map(question => el("li", null, link(to(question), question.stem.replace(/_{2,}/g, "＿＿")), el("span", { class: "qf-list__meta" }, el("span", null, question.type), el("span", null, question.chapter.replace(/\//g, " / ")), question.stale ? el("span", { class: "qf-late" }, "待复核") : null, more ? more(question) : null))));
  }

  return { el, add, button, link, lines, number, ask, card, bars, part, reading, stems };
})();
