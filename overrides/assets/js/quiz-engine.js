/* 自测的规则：出题、判对错、记成绩、安排复习。只算，不碰页面。 */
window.qfQuizEngine = (function () {
  "use strict";
  const SINGLE = "单选题", MULTIPLE = "多选题", ANY = "不定项选择题", JUDGE = "判断题", BLANK = "填空题", ORDER = "排序题", ESSAY = "简答题";
  const LETTERS = "ABCDEFGH", DEGREES = ["易", "偏易", "适中", "难"], GAP = /_{2,}|＿{2,}/, LEAVES = 3;
  /* 这种题不够时，先用哪几种补。 */
  const NEAR = {
    [SINGLE]: [JUDGE, ANY, MULTIPLE], [MULTIPLE]: [ANY, SINGLE, ORDER], [ANY]: [MULTIPLE, SINGLE], [JUDGE]: [SINGLE, MULTIPLE],
    [BLANK]: [SINGLE, JUDGE], [ORDER]: [MULTIPLE, SINGLE], [ESSAY]: [BLANK, ORDER]
  };

  function hash(text) {
    let h = 2166136261;
    for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    return (h ^ (h >>> 16)) >>> 0;
  }

  function shuffled(ids, seed) {
    const order = new Map(ids.map(id => [id, hash(seed + "|" + id)]));
    return ids.slice().sort((a, b) => order.get(a) - order.get(b) || (a < b ? -1 : 1));
  }

  const plain = text => String(text).normalize("NFKC").replace(/\s/g, "").toLowerCase();
  const top = chapter => chapter.split("/")[0];
  const pad = n => String(n).padStart(2, "0");
  const day = at => { const d = new Date(at); return d.getFullYear() + "-" + pad(d.getMonth() + 1) + "-" + pad(d.getDate()); };

  /* 答了没有：选了、填了、写了任何一点都算。 */
  function answered(given) {
    return Array.isArray(given) ? given.some(word => plain(word)) : !!given && !!plain(given);
  }

  /* 对 1，错 0；简答题要读者自己评，返回 null。 */
  function judge(question, given) {
    if (question.type === ESSAY) return null;
    if (!answered(given)) return 0;
    if (question.type !== BLANK) return given === question.answer ? 1 : 0;
    return question.blanks.every((words, n) => words.some(word => plain(word) === plain(given[n] || ""))) ? 1 : 0;
  }

  /* 给的答案写成字，一行一项。 */
  function words(question, given) {
    if (!answered(given)) return ["没有作答"];
    if (question.type === BLANK) return [given.map(word => word.trim() || "（空）").join("；")];
    if (question.type === ORDER) return [given.split("").join(" → ")];
    if (!question.options) return [given];
    return given.split("").map(letter => letter + "　" + question.options[LETTERS.indexOf(letter)]);
  }

  function key(question) {
    if (question.type === BLANK) return [question.blanks.map(blank => blank.join(" 或 ")).join("；")];
    return words(question, question.answer);
  }

  /* 同一天每个人的五道一样；题库增减一道，五道里至多换一道。简答题不好自动判，不在里面。 */
  function daily(questions, date) {
    return shuffled(questions.filter(q => !q.stale && q.type !== ESSAY).map(q => q.id), date).slice(0, 5);
  }

  function tree(questions, records) {
    const root = { name: "", path: "", total: 0, done: 0, right: 0, children: new Map() };
    questions.forEach(question => {
      const record = records(question.id);
      let node = root, path = "";
      [""].concat(question.chapter.split("/")).forEach((name, n) => {
        if (n) {
          path = path ? path + "/" + name : name;
          if (!node.children.has(name)) node.children.set(name, { name: name, path: path, total: 0, done: 0, right: 0, children: new Map() });
          node = node.children.get(name);
        }
        node.total += 1;
        if (record) { node.done += 1; if (record.streak > 0) node.right += 1; }
      });
    });
    return root;
  }

  const inside = (chapter, path) => chapter === path || chapter.startsWith(path + "/");

  /* 按份数分 total，余数给小数部分大的。 */
  function shares(weights, total) {
    const names = Object.keys(weights).filter(name => weights[name] > 0);
    const sum = names.reduce((all, name) => all + weights[name], 0);
    const exact = names.map(name => weights[name] * total / sum);
    const got = exact.map(Math.floor);
    const left = total - got.reduce((all, n) => all + n, 0);
    names.map((name, n) => n).sort((a, b) => (exact[b] - got[b]) - (exact[a] - got[a]) || a - b).slice(0, left).forEach(n => { got[n] += 1; });
    return new Map(names.map((name, n) => [name, got[n]]));
  }

  function away(degree, need) {
    const at = DEGREES.indexOf(degree);
    const far = DEGREES.map((name, n) => (need.get(name) || 0) > 0 ? Math.abs(n - at) : 9);
    return Math.min.apply(null, far);
  }

  function choose(pool, count, used, chapters, degrees) {
    const got = [];
    for (let n = 0; n < count; n += 1) {
      let best = null, least = Infinity;
      pool.forEach(question => {
        if (used.has(question.id)) return;
        const c = chapters.size ? chapters.get(top(question.chapter)) : 1, d = degrees.size ? away(question.degree, degrees) : 0;
        const cost = (c > 0 ? -c * 0.01 : 4 - c) + d - (degrees.get(question.degree) || 0) * 0.005;
        if (cost < least) { least = cost; best = question; }
      });
      if (!best) break;
      used.add(best.id);
      got.push(best);
      if (chapters.size) chapters.set(top(best.chapter), chapters.get(top(best.chapter)) - 1);
      if (degrees.size) degrees.set(best.degree, (degrees.get(best.degree) || 0) - 1);
    }
    return got;
  }

  const lack = n => Math.max(0, n);

  /* 换掉一道能让章节、难度更接近份数的，就换，换到不能再近。 */
  function improve(chosen, of, used, chapters, degrees) {
    const moves = (need, from, to) => !need.size || from === to ? 0 : lack(need.get(from) || 0) + lack(need.get(to) || 0) - lack((need.get(from) || 0) + 1) - lack((need.get(to) || 0) - 1);
    const shift = (need, from, to) => { if (need.size) { need.set(from, (need.get(from) || 0) + 1); need.set(to, (need.get(to) || 0) - 1); } };
    const better = () => Array.from(chosen.values()).some(got => got.some((old, n) => of(old.type).some(one => {
      if (used.has(one.id) || 2 * moves(chapters, top(old.chapter), top(one.chapter)) + moves(degrees, old.degree, one.degree) <= 0) return false;
      shift(chapters, top(old.chapter), top(one.chapter));
      shift(degrees, old.degree, one.degree);
      used.delete(old.id);
      used.add(one.id);
      got[n] = one;
      return true;
    })));
    for (let n = 0; n < 200 && better(); n += 1);
  }

  /* 照蓝图组一份卷：题型和题数一定照办，章节和难度尽量照份数；题库不够时取最近的，并且说出来。 */
  function compose(questions, plan, seed) {
    const listed = plan.chapters || {}, any = !Object.keys(listed).length;
    const usable = questions.filter(q => !q.stale && (any || listed[top(q.chapter)] > 0));
    const order = new Map(shuffled(usable.map(q => q.id), String(seed)).map((id, n) => [id, n]));
    usable.sort((a, b) => order.get(a.id) - order.get(b.id));
    const total = plan.parts.reduce((all, part) => all + part.count, 0);
    const chapters = shares(listed, total), degrees = shares(plan.degrees || {}, total);
    const wanted = new Map(chapters), hard = new Map(degrees), used = new Set(), notes = [], chosen = new Map();
    const pools = new Map(), of = type => pools.get(type) || [];
    usable.forEach(q => { if (!pools.has(q.type)) pools.set(q.type, []); of(q.type).push(q); });
    plan.parts.slice().sort((a, b) => of(a.type).length - a.count - (of(b.type).length - b.count)).forEach(part => {
      chosen.set(part, choose(of(part.type), part.count, used, chapters, degrees));
    });
    plan.parts.forEach(part => {
      const got = chosen.get(part), short = part.count - got.length;
      (NEAR[part.type] || []).forEach(type => {
        const more = choose(of(type), part.count - got.length, used, chapters, degrees);
        if (more.length) notes.push(part.type + "应出 " + part.count + " 道，题库里不够，用" + type + "补了 " + more.length + " 道");
        got.push.apply(got, more);
      });
      if (short && got.length < part.count) notes.push(part.type + "应出 " + part.count + " 道，只出得了 " + got.length + " 道");
    });
    improve(chosen, of, used, chapters, degrees);
    const items = [];
    plan.parts.forEach(part => chosen.get(part).forEach(question => items.push({ id: question.id, points: part.points })));
    wanted.forEach((n, name) => { const left = chapters.get(name); if (left > 0) notes.push("“" + name + "”按份数应出 " + n + " 道，出了 " + (n - left) + " 道，其余从别的章补"); });
    hard.forEach((n, name) => { const left = degrees.get(name); if (left > 0) notes.push("难度“" + name + "”按份数应出 " + n + " 道，出了 " + (n - left) + " 道，其余用相邻的难度补"); });
    return { items: items, notes: notes };
  }

  const scheduler = window.FSRS ? window.FSRS.fsrs({ enable_fuzz: false, enable_short_term: false, maximum_interval: 365 }) : null;

  /* 复习安排用 FSRS：错了重来，差一点算勉强，对了算记得。 */
  function schedule(card, grade, now) {
    if (!scheduler) return card;
    const F = window.FSRS, at = new Date(now);
    const before = card ? Object.assign({}, card, { due: new Date(card.due), last_review: new Date(card.last_review) }) : F.createEmptyCard(at);
    const next = scheduler.next(before, at, grade === 1 ? F.Rating.Good : grade ? F.Rating.Hard : F.Rating.Again).card;
    return Object.assign({}, next, { due: next.due.getTime(), last_review: now });
  }

  /* 做完一次以后的记录。错过的进错题本，连对三次移出；“差一点”断了连对，不算错。 */
  function learn(record, grade, now) {
    const old = record || { right: 0, wrong: 0, streak: 0, last: 0, kept: false, card: null };
    const streak = grade === 1 ? old.streak + 1 : 0;
    return {
      right: old.right + (grade === 1 ? 1 : 0), wrong: old.wrong + (grade === 0 ? 1 : 0), streak: streak, last: now,
      kept: grade === 0 || (old.kept && streak < LEAVES),
      card: schedule(old.card && now >= old.card.last_review ? old.card : null, grade, now)
    };
  }

  const due = (record, now) => !!record.card && day(record.card.due) <= day(now);

  /* 成绩：grades 里是每道题的 1、0.5、0，没有的是还没有自评的；给了 given，没有作答的另列，不算错。 */
  function score(items, find, grades, given) {
    const chapters = new Map(), wrong = [], waiting = [], open = [];
    let points = 0, full = 0;
    items.forEach(item => {
      const question = find(item.id);
      if (!question) return;
      const name = top(question.chapter), grade = grades[item.id];
      const row = chapters.get(name) || { name: name, points: 0, full: 0, right: 0, total: 0 };
      chapters.set(name, row);
      row.total += 1; row.full += item.points; full += item.points;
      if (given && !answered(given[item.id])) { open.push(item.id); return; }
      if (grade === undefined || grade === null) { waiting.push(item.id); return; }
      row.points += item.points * grade; points += item.points * grade;
      if (grade === 1) row.right += 1; else wrong.push(item.id);
    });
    return { points: points, full: full, chapters: Array.from(chapters.values()), wrong: wrong, waiting: waiting, open: open };
  }

  /* 依据，同一段话只算一次。 */
  const bases = question => (question.bases || []).filter((one, n, all) => all.findIndex(other => other.url === one.url && other.text === one.text) === n);

  /* 接着读什么：错题依据的文件，错得多的在前，下面是条款。 */
  function reading(questions) {
    const files = new Map();
    questions.forEach(question => bases(question).forEach(basis => {
      const url = basis.url.split("#")[0], named = /^《(.+)》/.exec(basis.title);
      const file = files.get(url) || { title: named ? "《" + named[1] + "》" : basis.title, url: url, count: 0, articles: new Map() };
      files.set(url, file);
      file.count += 1;
      if (!named) return;
      const article = file.articles.get(basis.url) || { title: basis.title.slice(file.title.length), url: basis.url, count: 0 };
      file.articles.set(basis.url, article);
      article.count += 1;
    }));
    const most = (a, b) => b.count - a.count;
    return Array.from(files.values()).sort(most).slice(0, 8).map(file => Object.assign(file, { articles: Array.from(file.articles.values()).sort(most).slice(0, 8) }));
  }

  const texts = new WeakMap();
  function text(question) {
    if (!texts.has(question)) texts.set(question, plain([question.stem].concat(question.options || [], question.explanation || "").join("\n")));
    return texts.get(question);
  }

  function search(questions, wanted) {
    const parts = wanted.split(/\s+/).map(plain).filter(Boolean);
    const found = parts.length ? questions.filter(question => parts.every(part => text(question).includes(part))) : [];
    const inStem = question => parts.every(part => plain(question.stem).includes(part));
    return found.filter(inStem).concat(found.filter(question => !inStem(question)));
  }

  return {
    SINGLE, MULTIPLE, ANY, JUDGE, BLANK, ORDER, ESSAY, LETTERS, GAP, LEAVES,
    shuffled, plain, top, day, answered, judge, words, key, daily, tree, inside, compose, learn, due, score, bases, reading, search
  };
})();
