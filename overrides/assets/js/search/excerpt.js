/* 摘要：核对词在原文里连着，截出前后文，标出每一处。 */
(function (root) {
  "use strict";
  const PAST = ["已被修订", "已废止", "已失效"];
  const W = root.qfWords, STATE = /^(?:中华人民共和国|中国共产党)(?=.)/, BEFORE = 36, LENGTH = 130;

  const mapped = text => Object.assign(W.mapped(text), { of: text });

  /* 跨过一行结尾的不算连着。 */
  function spots(map, text) {
    const out = [];
    for (let i = map.text.indexOf(text); i >= 0 && out.length < 40; i = map.text.indexOf(text, i + text.length)) {
      const spot = [map.at[i], map.at[i + text.length - 1] + 1];
      if (map.of.slice(spot[0], spot[1]).indexOf("\n") < 0) out.push(spot);
    }
    return out;
  }

  function found(map, forms) {
    return [].concat.apply([], forms.map(form => spots(map, form.text)));
  }

  /* 连不上的词，标出它里面连得上的最长的几截。 */
  function pieces(map, text) {
    const out = [];
    for (let i = 0; i < text.length - 1;) {
      let n = Math.min(12, text.length - i);
      while (n >= 2 && map.text.indexOf(text.substr(i, n)) < 0) n--;
      if (n >= 2 && /[\u3400-\u9fffa-z0-9]{2}/.test(text.substr(i, n))) { out.push.apply(out, spots(map, text.substr(i, n))); i += n; } else i++;
    }
    return out;
  }

  function anchorOf(block, offset) {
    let out = [block[2], block[3]];
    block[1].forEach(mark => { if (mark[0] <= offset && mark[3] < 2) out = [mark[1], mark[2]]; });
    return out;
  }

  /* 问的那一条在这一段的哪里，锚是什么；问到款、项而那里有锚的，是那里。 */
  function place(here, block, asked) {
    const mark = block[1].find(one => { const split = W.article(W.fold(one[2])); return split && split.key === asked.key; });
    if (!mark) return null;
    const name = mark[2], at = { at: mark[0], anchor: [mark[1], name], exact: !asked.paragraph && !asked.item };
    const wanted = [mark[1] + "-p" + (asked.paragraph || 1) + (asked.item ? "-i" + asked.item : "")].concat(asked.paragraph ? mark[1] + "-p" + asked.paragraph : []);
    if (at.exact) return at;
    for (const anchor of wanted) {
      const inside = [].concat.apply([], here[4].map(one => one[1].map(mark => ({ block: one, mark: mark })))).find(one => one.mark[1] === anchor);
      if (inside) return { at: inside.block === block ? inside.mark[0] : mark[0], anchor: [anchor, name], exact: anchor === wanted[0], inner: inside.block === block };
    }
    return at;
  }

  /* here：[页, 题名, 地址, 首段, [段…], 再往后的几个字, [别的名称…]]；段：[文字, [[位置, 锚, 名, 标题 1、款项 2]…], 锚, 名]。 */
  function hit(here, one, b, forms) {
    const blocks = here[4], n = b - here[3], block = blocks[n], after = n + 1 < blocks.length ? blocks[n + 1][0].slice(0, 16) : here[5];
    const title = mapped(here[1]), map = mapped(block[0]), wide = after ? mapped(block[0] + after) : map;
    const pages = one.found.map(each => each.pages.get(one.d));
    /* 问的是第几条的，标出那件文件的名称。 */
    const called = (here[6] || []).map(mapped), calls = same => called.some(map => found(map, same).length > 0);
    const name = (map, same, i) => { const split = pages[i] && pages[i].article && W.article(same[0].text); return split && split.name ? spots(map, split.name) : []; };
    const inTitle = forms.map((same, i) => found(title, same).concat(name(title, same, i)));
    let marks = [];
    const has = forms.map((same, i) => {
      const spots = found(map, same);
      marks = marks.concat((spots.length || pages[i] && pages[i].article ? spots.concat(name(map, same, i)) : pieces(map, same[0].text)).map(spot => [spot[0], spot[1], i]));
      return Boolean(spots.length || inTitle[i].length || calls(same) || found(wide, same).length || (pages[i] && unseen(pages[i], same)));
    });
    const article = pages.find(page => page && page.article && page.article.block === b);
    const asked = article && place(here, block, article.article);
    let at = asked ? asked.at : -1;
    marks.sort((x, y) => x[0] - y[0]);
    const titleMarks = [].concat.apply([], inTitle);
    if (at < 0) at = marks.length || titleMarks.length ? densest(marks) : forms.some(same => found(wide, same).length) ? block[0].length - 12 : 0;
    const anchor = asked ? asked.anchor : !marks.length && !article && titleMarks.length ? ["", ""] : anchorOf(block, at);
    return {
      url: here[2], title: here[1], names: here[6] || [], anchor: anchor[0], name: anchor[1], has: has, whole: has.filter(Boolean).length,
      titleMarks: merge(titleMarks), excerpt: cut(until(block, asked, at), Math.max(0, at), article ? 0 : BEFORE, marks), article: Boolean(article), exact: Boolean(asked && asked.exact)
    };
  }

  /* 问的是哪一条、哪一款的，摘到它为止：后面是另一条了。 */
  function until(block, asked, at) {
    const next = asked ? block[1].find(mark => mark[0] > at && (mark[3] < 2 || asked.inner)) : null;
    return next ? block[0].slice(0, next[0]).replace(/\s+$/, "") : block[0];
  }

  /* 这一段里有词的各节：每节一处，从第一个词起。 */
  function sections(here, b, forms) {
    const block = here[4][b - here[3]], map = mapped(block[0]), out = new Map();
    const marks = [].concat.apply([], forms.map(same => found(map, same))).sort((x, y) => x[0] - y[0]);
    marks.forEach(mark => {
      const anchor = anchorOf(block, mark[0]);
      if (anchor[0] && !out.has(anchor[0])) out.set(anchor[0], { anchor: anchor[0], name: anchor[1], excerpt: cut(block[0], mark[0], 12, marks) });
    });
    return Array.from(out.values());
  }

  /* 这一段里看不到、但不能说没有的：条号、拼音、编号，两个字的词。 */
  function unseen(page, same) {
    return page.article || page.typed || (page.title === 1 && !W.han(same[0].text)) || (page.n > 0 && W.keys(same[0].text).length < 2);
  }

  /* 从哪一处起，不同的词最多，其次字最多。 */
  function densest(marks) {
    let best = 0, most = 0;
    marks.forEach(mark => {
      const near = marks.filter(other => other[0] >= mark[0] && other[1] <= mark[0] + LENGTH - BEFORE);
      const n = new Set(near.map(other => other[2])).size * 1000 + near.reduce((sum, other) => sum + other[1] - other[0], 0);
      if (n > most) { most = n; best = mark[0]; }
    });
    return best;
  }

  /* at 前面最多 before 个字，不越过 at 所在的那一行。 */
  function cut(text, at, before, marks) {
    const line = at > 0 ? text.lastIndexOf("\n", at - 1) + 1 : 0;
    const start = Math.max(line, at - before), end = Math.min(text.length, start + LENGTH);
    const inside = merge(marks.filter(mark => mark[0] >= start && mark[1] <= end)).map(mark => [mark[0] - start, mark[1] - start]);
    return { text: text.slice(start, end), marks: inside, before: start > line, after: end < text.length };
  }

  function merge(marks) {
    const out = [];
    marks.slice().sort((a, b) => a[0] - b[0]).forEach(mark => {
      const last = out[out.length - 1];
      if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1]); else out.push(mark.slice());
    });
    return out;
  }

  /* 题名实际怎样：以它开头、以它结尾、就是它。 */
  function titled(hit, asked) {
    const whole = asked.terms.map(term => term.text).join("").replace(/[《》]/g, "");
    return Math.max.apply(null, [hit.title].concat(hit.names).map((name, n) => called(W.fold(name), whole) - (n ? 5 : 0)).concat(0));
  }

  function called(name, whole) {
    const full = name.replace(/[《》]/g, ""), title = full.replace(/(.)(?:〔[^〔〕]*〕)+$/, "$1").replace(STATE, "");
    const i = title.indexOf(whole);
    return i < 0 ? 0 : 10 + (i === 0 ? 10 : 0) + (title.slice(-whole.length) === whole ? 20 : 0) + (title === whole ? 20 : 0) + (full === whole ? 5 : 0);
  }

  /* 打开的页面上要标出的词：摘要和题名里标出的，再加上读者写的。 */
  function words(hit) {
    const out = new Set();
    hit.excerpt.marks.forEach(mark => out.add(hit.excerpt.text.slice(mark[0], mark[1])));
    hit.titleMarks.forEach(mark => out.add(hit.title.slice(mark[0], mark[1])));
    hit.held.forEach(word => out.add(word));
    return Array.from(out).filter(word => word.trim().length > 1 && word.length < 40).slice(0, 8);
  }

  /* 不再有效的，是哪一种。 */
  const past = hit => (hit.facets.效力 || []).find(state => PAST.indexOf(state) >= 0) || "";

  root.qfExcerpt = { past: past, hit: hit, sections: sections, titled: titled, words: words };
})(typeof self === "undefined" ? this : self);
