/* 没有一页有全部的词时：问句怎样拆开，哪些页最接近。 */
(function (root) {
  "use strict";
  const S = root.qfStore, W = root.qfWords;
  const ASKING = /几(?:天|日|个月|年)之?内|什么时候|什么样|什么|怎么样|怎么办|怎么|如何|怎样|多少钱|多少|多久|多长时间|多长|几天|几个|几次|几年|哪些|哪里|哪个|哪种|是不是|能不能|可不可以|是否|能否|可以|应当|应该|需要|吗|呢|最长|最短|最多|最少|有关|关于|的时候|时候|规定|的|时/g;
  const STOP = new Set(["什么", "怎么", "么办", "哪些", "如何", "应当", "可以", "是否", "怎样", "的是", "多少", "多久", "几天", "几个", "是不", "不是", "能不", "不能"]);

  /* 同义词里的字不拆开：哪几个字和后一个字连着。 */
  function within(text, synonyms) {
    const out = new Set();
    synonyms.forEach(group => group.forEach(word => {
      const at = text.indexOf(word);
      for (let i = at; at >= 0 && i < at + word.length - 1; i++) out.add(i);
    }));
    return out;
  }

  /* 问句在从不相连的两个字之间断开，再去掉问法。 */
  function cutUp(text, first, synonyms) {
    const empty = new Set(), whole = within(text, synonyms);
    (first.keys || []).forEach((key, i) => { if (!first.lists[i][0].length && !first.lists[i][2].length) empty.add(key); });
    let out = "";
    for (let i = 0; i < text.length; i++) out += text[i] + (empty.has(text.substr(i, 2)) && !whole.has(i) ? " " : "");
    return out.replace(ASKING, " ").split(/[\s，。？！?、]+/).filter(part => part.length > 1);
  }

  /* 各个键有多要紧：少见的要紧。返回 {worths 键 → 分量, total, lists 键 → 四张表}。 */
  function weighed(found, site) {
    const lists = new Map(), worths = new Map();
    let total = 0;
    found.forEach(one => one.first.keys && one.first.keys.forEach((key, i) => lists.set(key, one.first.lists[i])));
    lists.forEach((four, key) => {
      if (!four[0].length) return;
      const worth = Math.pow(Math.log(1 + site.blocks / four[0].length), 1.5) * (STOP.has(key) ? 0.2 : 1);
      worths.set(key, worth);
      total += worth;
    });
    return { lists: lists, worths: worths, total: total };
  }

  /* 每一段有多少要紧的键。连着的字比散着的要紧：“试用”“用期”都在，多半就是“试用期”。 */
  function summed(given, site) {
    const out = new Float32Array(site.room), keys = Array.from(given.lists.keys()), worths = given.worths;
    const add = (list, worth) => { if (list.length < site.blocks * 0.4) list.forEach(b => { out[b] += worth; }); };
    keys.forEach((key, i) => {
      if (!worths.has(key)) return;
      add(given.lists.get(key)[0], worths.get(key));
      const next = keys[i + 1];
      if (next && key[1] === next[0] && worths.has(next)) add(S.both([given.lists.get(key)[0], given.lists.get(next)[0]]), (worths.get(key) + worths.get(next)) / 2);
    });
    return out;
  }

  /* 一页里最好的一段和第二好的。 */
  function best(d, weight, site) {
    let block = site.start[d], first = 0, second = 0;
    for (let b = block; b < site.start[d + 1]; b++) {
      if (weight[b] > first) { second = first; first = weight[b]; block = b; } else if (weight[b] > second) second = weight[b];
    }
    return { block: block, value: first + 0.15 * second };
  }

  function nearest(terms, found, site) {
    const given = weighed(found, site), weight = summed(given, site), titles = new Float32Array(site.pages), total = given.total, out = [];
    given.worths.forEach((worth, key) => given.lists.get(key)[2].forEach(d => { titles[d] += worth; }));
    for (let d = 0; d < site.pages; d++) {
      const top = best(d, weight, site), value = top.value + (titles[d] > total * 0.45 ? 1 : 0.35) * titles[d];
      if (!value) continue;
      const full = found.filter(one => one.pages.has(d)).length / terms.length;
      if (value > total * 0.12 || full) out.push({ d: d, score: value + full * total * 0.3 + 5 * Math.log2(Math.max(1, site.weights[d]) / 10), blocks: [top.block], found: found });
    }
    return out;
  }

  /* 一页也没有连着的词：最接近的和那些没有连着的页一起排。 */
  function withUnsure(near, unsure) {
    const known = new Set(near.map(one => one.d)), top = near.reduce((most, one) => Math.max(most, one.score), 0);
    const kept = new Map(unsure.map(one => [one.d, one.score]));
    near.forEach(one => { if (kept.has(one.d)) one.score += Math.max(0, kept.get(one.d)) / 2; });
    return near.concat(unsure.filter(one => !known.has(one.d)).map(one => Object.assign({}, one, { score: top * 0.8 + Math.min(0, one.score) })));
  }

  /* 题名像检索词的在前：少写、多写、写错几个字的题名。length：题名几个字。 */
  function likely(title, length, terms) {
    const text = terms.map(term => { const split = W.article(term.text); return split && split.name || term.text; }).join("");
    const share = text.length > 2 ? alike(W.fold(title), text) : 0;
    return share < 0.6 ? 0 : 200 * share * share + 20 * text.length / Math.max(text.length, length);
  }

  /* 检索词里依次也在题名里的字占几成。 */
  function alike(title, text) {
    const row = new Array(title.length + 1).fill(0);
    for (let i = 0; i < text.length; i++) {
      for (let j = 1, before = 0; j <= title.length; j++) { const above = row[j]; row[j] = title[j - 1] === text[i] ? before + 1 : Math.max(above, row[j - 1]); before = above; }
    }
    return row[title.length] / text.length;
  }

  root.qfClosest = { cutUp: cutUp, nearest: nearest, withUnsure: withUnsure, likely: likely };
})(typeof self === "undefined" ? this : self);
