/* 检索本身：哪些页面有这些词，谁在前面。先按索引排好，再取前面几页的文字核对原文、摘出上下文。 */
(function (root) {
  "use strict";
  const W = root.qfWords, S = root.qfStore, C = root.qfClosest;
  const PROBES = 5;                      /* 一页结果最多核对几批 */

  function Finder(base) {
    const store = new S.Store(base);
    let first, docOf, chunkOf, start, sizes, lengths, full, weights, dates, facets, ready;

    this.open = () => ready || (ready = store.open().then(found => {
      first = found;
      sizes = S.plain(first.sizes); lengths = S.plain(first.lengths); full = S.plain(first.full); weights = S.plain(first.weights); dates = S.plain(first.dates);
      docOf = spread(sizes, first.blocks); chunkOf = spread(S.plain(first.chunks), first.blocks);
      start = new Uint32Array(first.pages + 1);
      for (let d = 0; d < first.pages; d++) start[d + 1] = start[d] + sizes[d];
      facets = unpack(first.facets);
      return first;
    }).catch(error => { ready = null; throw error; }));

    function spread(counts, total) {
      const out = new Uint32Array(total);
      for (let i = 0, at = 0; i < counts.length; i++) { out.fill(i, at, at + counts[i]); at += counts[i]; }
      return out;
    }

    function unpack(packed) {
      const out = {};
      Object.keys(packed).forEach(name => {
        const values = packed[name][0], codes = S.plain(packed[name][1]), held = [];
        for (let i = 0; i < codes.length; i += codes[i] + 1) held.push(Array.from(codes.subarray(i + 1, i + 1 + codes[i])).map(n => values[n]));
        out[name] = held;
      });
      return out;
    }

    function variants(term) {
      const out = [{ text: term.text, worth: 1 }];
      first.synonyms.forEach(group => group.forEach(word => {
        if (term.exact || term.text.indexOf(word) < 0 || out.length > 6) return;
        group.forEach(other => { if (other !== word) out.push({ text: term.text.split(word).join(other), worth: 0.8 }); });
      }));
      return out;
    }

    /* 一种写法：它所在的段、标题里有它的段、题名里有它的页。 */
    async function places(text, open) {
      const keys = W.keys(text);
      if (!keys.length) {
        const four = await store.lists(Array.from(text).find(W.han) || text);
        return { blocks: S.NONE, heads: S.NONE, titles: four[2], pages: four[3], lists: [] };
      }
      const last = keys[keys.length - 1];
      const all = await Promise.all(keys.map(key => open && key === last && /^[a-z0-9]{2,}$/.test(key) ? store.beginning(key) : store.lists(key)));
      const at = n => S.both(all.map(four => four[n]));
      return { blocks: at(0), heads: at(1), titles: at(2), pages: S.NONE, lists: all, keys: keys };
    }

    async function spelled(text) {
      const pieces = (mark, size) => text.length < size ? [] : Array.from({ length: text.length - size + 1 }, (_, i) => mark + text.substr(i, size));
      const sets = await Promise.all([pieces("'", 2), pieces("^", 4)].map(keys => Promise.all(keys.map(key => store.lists(key)))));
      return S.union(sets.filter(all => all.length).map(all => S.both(all.map(four => four[2]))).concat([S.NONE]));
    }

    /* 一个词：页 → {数目, 段, 题名, 标题}。 */
    async function look(term, open) {
      const pages = new Map();
      const page = d => pages.get(d) || (pages.set(d, { n: 0, blocks: [], title: 0, head: 0, own: false }), pages.get(d));
      const forms = variants(term);
      const found = await Promise.all(forms.map(form => places(form.text, open)));
      found.forEach((one, i) => {
        const form = forms[i];
        if (!i) { one.blocks.forEach(b => { page(docOf[b]).own = true; }); one.titles.forEach(d => { page(d).own = true; }); one.pages.forEach(d => { page(d).own = true; }); }
        one.heads.forEach(b => { const p = page(docOf[b]); p.head = Math.max(p.head, form.worth); if (p.blocks.indexOf(b) < 0) p.blocks.push(b); });
        one.blocks.forEach(b => { const p = page(docOf[b]); p.n += form.worth; if (p.blocks.length < 12 && p.blocks.indexOf(b) < 0) p.blocks.push(b); });
        one.pages.forEach(d => { page(d).n += 0.3; });
        one.titles.forEach(d => { const p = page(d); p.title = Math.max(p.title, form.worth); });
      });
      if (!term.exact && /^[a-z]{2,}$/.test(term.text)) (await spelled(term.text)).forEach(d => { const p = page(d); p.own = true; if (!p.title) p.title = 0.9; });
      if (!term.exact) await asArticle(term, page);
      return { pages: pages, forms: forms, first: found[0] };
    }

    async function asArticle(term, page) {
      const split = W.article(term.text);
      if (!split || split.rest) return;
      const heads = (await store.lists(split.key))[1];
      if (!heads.length) return;
      const named = split.name ? new Set((await places(split.name, false)).titles) : null;
      heads.forEach(b => {
        const d = docOf[b];
        if (named && !named.has(d)) return;
        const p = page(d);
        p.own = true;
        p.article = { block: b, key: split.key, near: named ? split.name.length / lengths[d] : 0 };
        p.blocks.unshift(b);
        if (named) p.title = 1;
      });
    }

    function allowed(filters) {
      const names = Object.keys(filters || {}).filter(name => filters[name].length && facets[name]);
      return d => names.every(name => facets[name][d].some(value => filters[name].indexOf(value) >= 0));
    }

    function score(d, terms, found, whole, titled) {
      let sum = 0, heads = 0, titles = 0, article = 0, others = 0;
      found.forEach(one => {
        const p = one.pages.get(d);
        if (!p) return;
        sum += Math.log(1 + p.n); heads += p.head ? 1 : 0; titles += p.title ? 1 : 0;
        if (!p.own) others += 1;
        if (p.article) article = Math.max(article, 30 + 120 * p.article.near);
      });
      let out = sum / terms.length * 6 / (1 + 0.12 * Math.log(1 + sizes[d])) + 5 * heads / terms.length + article;
      if (titles) out += titles === terms.length ? 25 : 8 * titles / terms.length;
      if (titled.has(d)) out += 60 + 40 * Math.min(1, whole.length / Math.max(1, lengths[d])) + 10 * Math.min(1, whole.length / Math.max(1, full[d]));
      if (others) out = out / 2 - 40;    /* 只有同义词的，排在有原词的后面 */
      return out + 6 * Math.log2(Math.max(1, weights[d]) / 10);
    }

    /* 全部的词都有的页；一页也没有时，有其中最要紧的词的页。 */
    async function candidates(asked) {
      const terms = asked.terms, whole = terms.map(term => term.text).join("");
      const found = await Promise.all(terms.map((term, n) => look(term, n === terms.length - 1)));
      const rest = await Promise.all(asked.without.map(text => places(text, false)));
      const barred = new Set();
      rest.forEach(one => { one.blocks.forEach(b => barred.add(docOf[b])); one.titles.forEach(d => barred.add(d)); one.pages.forEach(d => barred.add(d)); });
      const titled = terms.length > 1 ? new Set((await places(whole, false)).titles) : new Set(Array.from(found[0].pages).filter(pair => pair[1].title > 0.8).map(pair => pair[0]));
      let ranked = common(found).map(d => ({ d: d, score: score(d, terms, found, whole, titled), blocks: blocksOf(d, found), found: found }));
      const loose = !ranked.length;
      if (loose) ranked = await closest(terms, found);
      return { ranked: ranked.filter(one => !barred.has(one.d)), loose: loose, found: found };
    }

    /* 每个词都有的页，从最少见的词找起。 */
    function common(found) {
      const rarest = found.slice().sort((a, b) => a.pages.size - b.pages.size)[0];
      return Array.from(rarest.pages.keys()).filter(d => found.every(one => one.pages.has(d)));
    }

    /* 词最多的段在前：几个词在同一段的最好。 */
    function blocksOf(d, found) {
      const count = new Map();
      found.forEach(one => { const p = one.pages.get(d); if (p) p.blocks.forEach((b, i) => count.set(b, (count.get(b) || 0) + 1 + (p.article && p.article.block === b ? 3 : 0) - i / 100)); });
      const out = Array.from(count).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(pair => pair[0]);
      return out.length ? out : [start[d]];
    }

    /* 问句：去掉“怎么”“多少钱”这样的问法，在从不相连的两个字之间断开，余下的词都有的排前面，再接上最接近的。 */
    async function closest(terms, found) {
      const parts = [];
      found.forEach((one, n) => C.cutUp(terms[n].text, one.first).forEach(text => { if (!parts.some(part => part.text === text)) parts.push({ text: text, said: text, exact: false }); }));
      const rest = C.nearest(terms, found, { blocks: first.blocks, docOf: docOf, start: start, weights: weights });
      if (!parts.length || parts.map(part => part.text).join() === terms.map(term => term.text).join()) return rest;
      const seen = await Promise.all(parts.map(part => look(part, false)));
      const all = common(seen);
      const known = new Set(all), none = new Set(), nearby = new Map(rest.map(one => [one.d, one.score]));
      const top = rest.reduce((most, one) => Math.max(most, one.score), 0) + 100;
      const exact = all.map(d => ({ d: d, score: top + score(d, parts, seen, "", none) + (nearby.get(d) || 0) / 4, blocks: blocksOf(d, seen), found: seen, parts: parts }));
      return exact.concat(rest.filter(one => !known.has(one.d)));
    }

    const chunk = b => store.load("t/" + chunkOf[b]);
    const part = (chunks, d, b) => chunks.find(one => one[0] === d && b >= one[3] && b < one[3] + one[4].length);

    /* 先看词最多的一段；还有没看到的词，再看它自己的段。 */
    async function read(one, forms) {
      const has = forms.map(() => false);
      let shown = null, tried = [];
      for (let b = one.blocks[0]; b !== undefined && tried.length < 3 + forms.length; b = next(one, has, tried)) {
        tried.push(b);
        const hit = root.qfExcerpt.hit(part(await chunk(b), one.d, b), one, b, forms);
        if (!shown || hit.whole > shown.whole) shown = Object.assign(hit, { block: b });
        hit.has.forEach((found, n) => { has[n] = has[n] || found; });
        if (has.every(Boolean)) break;
      }
      return Object.assign(shown, { has: has, whole: has.filter(Boolean).length });
    }

    /* 同一页另外几节里的：只看已经取来的文字，不为它们再取文件。 */
    async function elsewhere(one, shown, forms) {
      const near = chunkOf[shown.block], all = [];
      for (const b of one.blocks.slice(0, 8)) if (chunkOf[b] === near) all.push(root.qfExcerpt.sections(part(await chunk(b), one.d, b), b, forms));
      const out = [].concat.apply([], all).filter((each, i, list) => each.anchor !== shown.anchor && list.findIndex(other => other.anchor === each.anchor) === i).slice(0, 3);
      return out;
    }

    function next(one, has, tried) {
      const pages = one.found.filter((each, n) => !has[n]).map(each => each.pages.get(one.d)).filter(Boolean);
      const left = pages.reduce((all, page) => all.concat(page.blocks.slice(0, 3)), one.found.length > 1 ? [] : one.blocks.slice(0, 3));
      return left.find(b => tried.indexOf(b) < 0);
    }

    /* 一页结果。options：{limit, filters, sort: "date", counts}。 */
    this.search = async (query, options) => {
      await this.open();
      const given = options || {}, limit = given.limit || 10;
      let asked = W.parse(query);
      if (!asked.terms.length) return { total: 0, hits: [], terms: [], left: [], loose: false, facets: {} };
      let result = await candidates(asked);
      if (result.loose && !W.folds() && W.han(query)) {
        W.traditional(await store.load("fold"));
        const again = W.parse(query);
        if (again.terms.map(t => t.text).join() !== asked.terms.map(t => t.text).join()) { asked = again; result = await candidates(asked); }
      }
      const fits = allowed(given.filters), all = result.ranked;
      let ranked = all.filter(one => fits(one.d));
      const byDate = given.sort === "date";
      ranked.sort((a, b) => byDate ? dates[b.d] - dates[a.d] || b.score - a.score || a.d - b.d : b.score - a.score || a.d - b.d);
      if (result.loose) ranked = ranked.slice(0, 100);
      const picked = await pickOut(ranked, result, asked, limit, byDate);
      return {
        total: ranked.length - picked.wrong, hits: picked.hits, loose: result.loose, terms: asked.terms,
        left: result.loose ? asked.terms.filter((term, n) => asked.terms.length > 1 && !result.found[n].pages.size).map(term => term.said) : [],
        facets: given.counts ? counts(all.map(one => one.d), given.filters) : {}
      };
    };

    /* facets、days：这一页的栏目、年份…和日期；held：这一页有的词，用来在打开的页面上标出；lacks：没有全部的词时缺的。 */
    function label(hit, one, result, asked) {
      const has = asked.terms.map((term, n) => result.found[n].pages.has(one.d));
      hit.facets = {};
      Object.keys(facets).forEach(name => { hit.facets[name] = facets[name][one.d]; });
      hit.days = dates[one.d];
      hit.held = asked.terms.filter((term, n) => has[n]).map(term => term.said);
      hit.lacks = result.loose && asked.terms.length > 1 ? asked.terms.filter((term, n) => !has[n]).map(term => term.said) : [];
      if (!hit.held.length) hit.held = Array.from(new Set(hit.excerpt.marks.map(mark => hit.excerpt.text.slice(mark[0], mark[1])))).slice(0, 6);
    }

    const formsOf = (one, forms) => one.parts ? one.found.map(each => each.forms) : forms;

    async function pickOut(ranked, result, asked, limit, byDate) {
      const forms = asked.terms.map((term, n) => result.found[n].forms), certain = asked.terms.every(term => term.text.length < 3);
      const good = [], bad = [], step = Math.max(limit, 10);
      for (let at = 0; at < ranked.length && good.length < limit && at < PROBES * step; at += step) {
        const some = ranked.slice(at, at + step);
        const hits = await Promise.all(some.map(one => read(one, formsOf(one, forms))));
        hits.forEach((hit, i) => { hit.from = some[i]; label(hit, some[i], result, asked); hit.score = some[i].score + (byDate ? 0 : root.qfExcerpt.titled(hit, asked)); (result.loose || hit.whole === forms.length || certain ? good : bad).push(hit); });
      }
      if (!byDate && !result.loose) good.sort((a, b) => b.score - a.score);
      const strict = asked.terms.some(term => term.exact);
      const shown = good.length || strict ? good : bad;
      const first = shown.slice(0, limit);
      await Promise.all(first.map(async hit => { hit.others = hit.article ? [] : await elsewhere(hit.from, hit, formsOf(hit.from, forms)); delete hit.from; }));
      return { hits: first, wrong: good.length || strict ? bad.length : 0 };
    }

    function counts(pages, filters) {
      const out = {};
      Object.keys(facets).forEach(name => {
        const others = Object.assign({}, filters || {});
        delete others[name];
        const fits = allowed(others), count = new Map();
        pages.forEach(d => { if (fits(d)) facets[name][d].forEach(value => count.set(value, (count.get(value) || 0) + 1)); });
        out[name] = Array.from(count);
      });
      return out;
    }
  }

  root.qfFinder = Finder;
})(typeof self === "undefined" ? this : self);
