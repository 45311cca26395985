/* 摘要：核对词在原文里连着，截出前后文，标出每一处。 */
(function (root) {
  "use strict";
  const W = root.qfWords, STATE = /^(?:中华人民共和国|中国共产党)(?=.)/, BEFORE = 36, LENGTH = 130;

  function spots(map, text) {
    const out = [];
    for (let i = map.text.indexOf(text); i >= 0 && out.length < 40; i = map.text.indexOf(text, i + text.length)) out.push([map.at[i], map.at[i + text.length - 1] + 1]);
    return out;
  }

  function found(map, forms) {
    const texts = forms.map(form => form.text);
    const split = W.article(texts[0]);
    let out = [];
    texts.forEach(text => { out = out.concat(spots(map, text)); });
    if (!out.length && split && split.name && !split.rest) out = spots(map, split.name);
    return out;
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
    block[1].forEach(mark => { if (mark[0] <= offset) out = [mark[1], mark[2]]; });
    return out;
  }

  function place(block, key) {
    if (!key) return -1;
    const mark = block[1].find(one => { const split = W.article(W.fold(one[2])); return split && split.key === key; });
    return mark ? mark[0] : -1;
  }

  /* here：[页, 题名, 地址, 首段, [段…], 再往后的几个字]；段：[文字, [[位置, 锚, 名, 是否标题]…], 锚, 名]。 */
  function hit(here, one, b, forms) {
    const blocks = here[4], n = b - here[3], block = blocks[n], after = n + 1 < blocks.length ? blocks[n + 1][0].slice(0, 16) : here[5];
    const title = W.mapped(here[1]), map = W.mapped(block[0]), wide = after ? W.mapped(block[0] + "\n" + after) : map;
    const inTitle = forms.map(same => found(title, same));
    let marks = [];
    const has = forms.map((same, i) => {
      const spots = found(map, same);
      marks = marks.concat(spots.length ? spots : pieces(map, same[0].text));
      const page = one.found[i].pages.get(one.d);
      return Boolean(spots.length || inTitle[i].length || found(wide, same).length || (page && unseen(page, same)));
    });
    const article = one.found.map(each => each.pages.get(one.d)).find(page => page && page.article && page.article.block === b);
    let at = article ? place(block, article.article.key) : -1;
    marks.sort((x, y) => x[0] - y[0]);
    const titleMarks = [].concat.apply([], inTitle);
    if (at < 0) at = marks.length || titleMarks.length ? densest(marks) : forms.some(same => found(wide, same).length) ? block[0].length - 12 : 0;
    const anchor = !marks.length && !article && titleMarks.length ? ["", ""] : anchorOf(block, at);
    return {
      url: here[2], title: here[1], anchor: anchor[0], name: anchor[1], has: has, whole: has.filter(Boolean).length,
      titleMarks: merge(titleMarks), excerpt: cut(block[0], article ? at : Math.max(0, at - BEFORE), marks), article: Boolean(article)
    };
  }

  /* 这一段里有词的各节：每节一处，从第一个词起。 */
  function sections(here, b, forms) {
    const block = here[4][b - here[3]], map = W.mapped(block[0]), out = new Map();
    const marks = [].concat.apply([], forms.map(same => found(map, same))).sort((x, y) => x[0] - y[0]);
    marks.forEach(mark => {
      const anchor = anchorOf(block, mark[0]);
      if (anchor[0] && !out.has(anchor[0])) out.set(anchor[0], { anchor: anchor[0], name: anchor[1], excerpt: cut(block[0], Math.max(0, mark[0] - 12), marks) });
    });
    return Array.from(out.values());
  }

  /* 这一段里看不到、但不能说没有的：条号、拼音，两个字的词。 */
  function unseen(page, same) {
    return page.article || page.title === 0.9 || (page.n > 0 && W.keys(same[0].text).length < 2);
  }

  function densest(marks) {
    let best = 0, most = 0;
    marks.forEach(mark => { const n = marks.filter(other => other[0] >= mark[0] && other[1] <= mark[0] + LENGTH - BEFORE).reduce((sum, other) => sum + other[1] - other[0], 0); if (n > most) { most = n; best = mark[0]; } });
    return best;
  }

  function cut(text, from, marks) {
    const line = text.lastIndexOf("\n", from + BEFORE - 1) + 1;
    const start = line > from ? line : from, end = Math.min(text.length, start + LENGTH);
    const inside = merge(marks.filter(mark => mark[0] >= start && mark[1] <= end)).map(mark => [mark[0] - start, mark[1] - start]);
    return { text: text.slice(start, end), marks: inside, before: start > 0, after: end < text.length };
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
    const full = W.fold(hit.title).replace(/[《》]/g, ""), title = full.replace(/(.)(?:〔[^〔〕]*〕)+$/, "$1").replace(STATE, ""), whole = asked.terms.map(term => term.text).join("").replace(/[《》]/g, "");
    const i = title.indexOf(whole);
    return i < 0 ? 0 : 10 + (i === 0 ? 10 : 0) + (title.slice(-whole.length) === whole ? 20 : 0) + (title === whole ? 20 : 0) + (full === whole ? 5 : 0);
  }

  root.qfExcerpt = { hit: hit, sections: sections, titled: titled };
})(typeof self === "undefined" ? this : self);
