/* 哪些页面有这些词，谁在前面：只看索引，不看文字。 */
(function (root) {
  "use strict";
  const W = root.qfWords, C = root.qfClosest;

  function Rank(looking, site) {
    const look = looking.look, places = looking.places;

    function score(d, terms, found, titled, asking) {
      let sum = 0, heads = 0, titles = 0, article = 0, others = 0;
      found.forEach(one => {
        const p = one.pages;
        if (!p.has(d)) return;
        sum += Math.log(1 + p.n[d]); heads += p.headed(d) ? 1 : 0; titles += p.title[d] ? 1 : 0;
        if (!p.own(d)) others += 1;
        if (p.articles.has(d)) article = Math.max(article, 30 + 120 * p.articles.get(d).near);
      });
      let out = sum / terms.length * 6 / (1 + 0.12 * Math.log(1 + site.sizes[d])) + 5 * heads / terms.length + article;
      if (titles) out += titles === terms.length ? 25 : 8 * titles / terms.length;
      if (titled.has(d)) out += 60 + 40 * Math.min(1, titled.get(d) / Math.max(1, site.lengths[d])) + 10 * Math.min(1, titled.get(d) / Math.max(1, site.full[d]));
      if (others) out = asking || titles === terms.length ? out - 5 : out / 2 - 40;    /* 只有同义词的，排在有原词的后面；题名就是的、问句除外 */
      return out + 12 * Math.log2(Math.max(1, site.weights[d]) / 10);
    }

    /* 题名里有它（或者同义词，如法律的简称）的页 → 占题名几个字。 */
    const named = one => new Map(one.pages.all().filter(d => one.pages.title[d] >= 80).map(d => [d, one.pages.part[d]]));

    /* 全部的词都有的页；一页也没有时，有其中最要紧的词的页。 */
    async function candidates(asked) {
      const terms = asked.terms, whole = terms.map(term => term.text).join("");
      const found = await Promise.all(terms.map((term, n) => look(term, n === terms.length - 1)));
      const titled = terms.length > 1 ? new Map(Array.from((await places(whole, false)).titles, d => [d, whole.length])) : named(found[0]);
      const barred = await having(asked.without), kept = all => barred.size ? all.filter(one => !barred.has(one.d)) : all;
      const all = common(found), strict = terms.some(term => term.exact), loose = !all.length && !strict;
      const near = () => closest(terms, found).then(kept);
      const ranked = loose ? await near() : kept(all.map(d => ({ d: d, score: score(d, terms, found, titled), found: found, named: titled.has(d) })));
      return { ranked: ranked, loose: loose, strict: strict, near: near, found: found };
    }

    async function having(texts) {
      const out = new Set();
      (await Promise.all(texts.map(text => places(text, false)))).forEach(one => {
        one.blocks.forEach(b => out.add(site.docOf[b]));
        one.titles.forEach(d => out.add(d));
        one.pages.forEach(d => out.add(d));
      });
      return out;
    }

    /* 每个词都有的页，从最少见的词找起。 */
    function common(found) {
      const rarest = found.slice().sort((a, b) => a.pages.size - b.pages.size)[0];
      return rarest.pages.all().filter(d => found.every(one => one.pages.has(d)));
    }

    /* 词最多的段在前：几个词在同一段的最好。 */
    function blocksOf(d, found) {
      const count = new Map();
      found.forEach(one => {
        const article = one.pages.articles.get(d);
        if (one.pages.has(d)) one.pages.blocks(d).forEach((b, i) => count.set(b, (count.get(b) || 0) + 1 + (article && article.block === b ? 3 : 0) - i / 100));
      });
      const out = Array.from(count).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(pair => pair[0]);
      return out.length ? out : [site.start[d]];
    }

    /* 问句：去掉“怎么”“多少钱”这样的问法，在从不相连的两个字之间断开，余下的词都有的排前面，再接上最接近的。 */
    async function closest(terms, found) {
      const parts = [];
      found.forEach((one, n) => pieces(terms[n].text, one.first).forEach(text => { if (!parts.some(part => part.text === text)) parts.push({ text: text, said: text, exact: false }); }));
      const rest = C.nearest(terms, found, site);
      if (!parts.length || parts.map(part => part.text).join() === terms.map(term => term.text).join()) return rest;
      const seen = await Promise.all(parts.map(part => look(part, false)));
      const all = common(seen), titled = parts.length === 1 ? named(seen[0]) : new Map();
      const known = new Set(all), nearby = new Map(rest.map(one => [one.d, one.score]));
      const top = rest.reduce((most, one) => Math.max(most, one.score), 0) + 100;
      const exact = all.map(d => ({ d: d, score: top + score(d, parts, seen, titled, true) + (nearby.get(d) || 0) / 4, found: seen, parts: parts, named: titled.has(d) }));
      return exact.concat(rest.filter(one => !known.has(one.d)));
    }

    /* 条号找不到的，找那件文件。 */
    function pieces(text, one) {
      const split = W.article(text);
      return split && split.name.length > 1 ? [split.name] : C.cutUp(text, one, site.synonyms);
    }

    this.candidates = candidates;
    this.blocksOf = blocksOf;
  }

  root.qfRank = Rank;
})(typeof self === "undefined" ? this : self);
