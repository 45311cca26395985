/* 检索本身：哪些页面有这些词，谁在前面。先按索引排好，再取前面几页的文字核对原文、摘出上下文。 */
(function (root) {
  "use strict";
  const W = root.qfWords, S = root.qfStore, C = root.qfClosest;
  const PROBES = 5;                      /* 一页结果最多核对几批 */
  const SPELLED = 60, NEAR = 10;         /* 拼音最长几个字母；找到的都是手册、题库时，再列几页最接近的 */

  function Finder(base) {
    const store = new S.Store(base);
    let first, docOf, chunkOf, start, sizes, lengths, full, weights, dates, facets, ready;

    this.open = () => ready || (ready = store.open().then(found => {
      first = found;
      sizes = S.plain(first.sizes); lengths = S.plain(first.lengths); full = S.plain(first.full); weights = S.plain(first.weights); dates = S.plain(first.dates);
      docOf = S.spread(sizes, first.blocks); chunkOf = S.spread(S.plain(first.chunks), first.blocks);
      start = new Uint32Array(first.pages + 1);
      for (let d = 0; d < first.pages; d++) start[d + 1] = start[d] + sizes[d];
      facets = S.unpack(first.facets);
      return first;
    }).catch(error => { ready = null; throw error; }));

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

    /* 拼音：题名这样读的页，别的名称（标签、简称）这样读的页。一个字母打到底的不是拼音。 */
    async function spelled(text) {
      const out = { own: S.NONE, also: S.NONE };
      if (text.length > SPELLED || /^(.)\1{2,}$/.test(text)) return out;
      const pieces = (mark, size) => text.length < size ? [] : Array.from({ length: text.length - size + 1 }, (_, i) => mark + text.substr(i, size));
      const sets = (await Promise.all([pieces("'", 2), pieces("^", 4)].map(keys => Promise.all(keys.map(key => store.lists(key)))))).filter(all => all.length);
      const all = lists => S.union(sets.map(lists).concat([S.NONE]));
      out.own = all(set => S.both(set.map(four => four[2])));
      out.also = all(set => S.both(set.map(four => S.union([four[2], four[3]]))));
      return out;
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
      if (!term.exact && /^[a-z]{2,}$/.test(term.text)) await asSpelled(term.text, page);
      if (!term.exact) await asArticle(term, page);
      return { pages: pages, forms: forms, first: found[0] };
    }

    async function asSpelled(text, page) {
      const found = await spelled(text), typed = worth => d => { const p = page(d); p.own = p.typed = true; p.title = Math.max(p.title, worth); };
      found.own.forEach(typed(0.9));
      found.also.forEach(typed(0.5));
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
        p.article = { block: b, key: split.key, paragraph: split.paragraph, item: split.item, near: named ? split.name.length / lengths[d] : 0 };
        p.blocks.unshift(b);
        if (named) p.title = 1;
      });
    }

    function allowed(filters) {
      const names = Object.keys(filters || {}).filter(name => filters[name].length && facets[name]);
      return d => names.every(name => facets[name][d].some(value => filters[name].indexOf(value) >= 0));
    }

    function score(d, terms, found, whole, titled, asking) {
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
      if (others) out = asking || titles === terms.length ? out - 5 : out / 2 - 40;    /* 只有同义词的，排在有原词的后面；题名就是的、问句除外 */
      return out + 12 * Math.log2(Math.max(1, weights[d]) / 10);
    }

    /* 全部的词都有的页；一页也没有时，有其中最要紧的词的页。 */
    async function candidates(asked) {
      const terms = asked.terms, whole = terms.map(term => term.text).join("");
      const found = await Promise.all(terms.map((term, n) => look(term, n === terms.length - 1)));
      const rest = await Promise.all(asked.without.map(text => places(text, false)));
      const barred = new Set();
      rest.forEach(one => { one.blocks.forEach(b => barred.add(docOf[b])); one.titles.forEach(d => barred.add(d)); one.pages.forEach(d => barred.add(d)); });
      const titled = terms.length > 1 ? new Set((await places(whole, false)).titles) : new Set(Array.from(found[0].pages).filter(pair => pair[1].title > 0.8).map(pair => pair[0]));
      let ranked = common(found).map(d => ({ d: d, score: score(d, terms, found, whole, titled), blocks: blocksOf(d, found), found: found, named: titled.has(d) }));
      const strict = terms.some(term => term.exact), loose = !ranked.length && !strict;
      const near = () => closest(terms, found).then(all => all.filter(one => !barred.has(one.d)));
      ranked = loose ? await near() : ranked.filter(one => !barred.has(one.d));
      return { ranked: ranked, loose: loose, strict: strict, near: near, found: found };
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
      found.forEach((one, n) => named(terms[n].text, one.first).forEach(text => { if (!parts.some(part => part.text === text)) parts.push({ text: text, said: text, exact: false }); }));
      const rest = C.nearest(terms, found, { blocks: first.blocks, docOf: docOf, start: start, weights: weights });
      if (!parts.length || parts.map(part => part.text).join() === terms.map(term => term.text).join()) return rest;
      const seen = await Promise.all(parts.map(part => look(part, false)));
      const all = common(seen), whole = parts.map(part => part.text).join(""), titled = new Set(parts.length === 1 ? all.filter(d => seen[0].pages.get(d).title > 0.8) : []);
      const known = new Set(all), nearby = new Map(rest.map(one => [one.d, one.score]));
      const top = rest.reduce((most, one) => Math.max(most, one.score), 0) + 100;
      const exact = all.map(d => ({ d: d, score: top + score(d, parts, seen, whole, titled, true) + (nearby.get(d) || 0) / 4, blocks: blocksOf(d, seen), found: seen, parts: parts }));
      return exact.concat(rest.filter(one => !known.has(one.d)));
    }

    /* 条号找不到的，找那件文件。 */
    function named(text, one) {
      const split = W.article(text);
      return split && split.name.length > 1 ? [split.name] : C.cutUp(text, one);
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
      if (!asked.terms.length) return { total: 0, hits: [], near: 0, terms: [], quoted: [], left: [], loose: false, facets: {} };
      let result = await candidates(asked);
      if ((result.loose || !result.ranked.length) && !W.folds() && W.han(query)) {
        W.traditional(await store.load("fold"));
        const again = W.parse(query);
        if (again.terms.map(t => t.text).join() !== asked.terms.map(t => t.text).join()) { asked = again; result = await candidates(asked); }
      }
      const fits = allowed(given.filters), byDate = given.sort === "date";
      let page = await pageOf(result, asked, limit, byDate, fits);
      if (page.unsure && !result.loose) {
        const ranked = result.strict ? [] : C.withUnsure(await result.near(), page.ranked);
        result = Object.assign({}, result, { ranked: ranked, loose: !result.strict, checked: true });
        page = await pageOf(result, asked, limit, byDate, fits);
      }
      const all = result.ranked, near = byDate ? [] : await beside(result, page, asked, limit, fits);
      return {
        total: page.total, hits: page.hits.concat(near), near: near.length, loose: result.loose, terms: asked.terms,
        quoted: result.strict && !page.total ? asked.terms.filter(term => term.exact).map(term => term.said) : [],
        left: result.loose ? asked.terms.filter((term, n) => asked.terms.length > 1 && !result.found[n].pages.size).map(term => term.said) : [],
        facets: given.counts ? counts(all.map(one => one.d), given.filters) : {}
      };
    };

    async function pageOf(result, asked, limit, byDate, fits) {
      let ranked = result.ranked.filter(one => fits(one.d));
      ranked.sort((a, b) => byDate ? dates[b.d] - dates[a.d] || b.score - a.score || a.d - b.d : b.score - a.score || a.d - b.d);
      if (result.loose) ranked = ranked.slice(0, 100);
      const picked = await pickOut(ranked, result, asked, limit, byDate);
      return { total: picked.hits.length ? ranked.length - picked.wrong : 0, hits: picked.hits, ranked: ranked, unsure: ranked.length > 0 && !picked.hits.length };
    }

    /* 找到的都是手册、题库、通报这样的页：后面接上最接近的几页。 */
    async function beside(result, page, asked, limit, fits) {
      if (result.loose || result.strict || !page.total || page.total >= limit || page.hits.some(hit => weights[hit.page] >= 10)) return [];
      const shown = new Set(page.hits.map(hit => hit.page));
      const near = Object.assign({}, result, { ranked: (await result.near()).filter(one => !shown.has(one.d)), loose: true });
      const hits = (await pageOf(near, asked, NEAR, false, fits)).hits;
      return hits.map(hit => Object.assign(hit, { near: true }));
    }

    /* page：第几页；facets、days：这一页的栏目、年份…和日期；held：这一页有的词，用来在打开的页面上标出；lacks：没有全部的词时缺的。 */
    function label(hit, one, result, asked) {
      const seen = n => !result.checked || one.parts || hit.has[n] || asked.terms[n].text.length < 3;
      const has = asked.terms.map((term, n) => result.found[n].pages.has(one.d) && seen(n));
      hit.page = one.d;
      hit.facets = {};
      Object.keys(facets).forEach(name => { hit.facets[name] = facets[name][one.d]; });
      hit.days = dates[one.d];
      hit.held = asked.terms.filter((term, n) => has[n]).map(term => term.said);
      hit.lacks = result.loose && asked.terms.length > 1 ? asked.terms.filter((term, n) => !has[n]).map(term => term.said) : [];
      if (!hit.held.length) hit.held = Array.from(new Set(hit.excerpt.marks.map(mark => hit.excerpt.text.slice(mark[0], mark[1])))).slice(0, 6);
    }

    /* 看到了文字才知道的：题名怎样，还是只有标签里有；是不是问的那一款；题名像不像。 */
    function seen(hit, result, asked) {
      const one = hit.from, tag = one.named && !hit.titleMarks.length && !one.found.some(each => each.pages.get(one.d).typed || each.pages.get(one.d).article);
      return root.qfExcerpt.titled(hit, asked) + (hit.exact ? 10 : 0) - (tag ? 40 : 0) + (result.loose ? C.likely(hit.title, lengths[one.d], asked.terms) : 0);
    }

    const formsOf = (one, forms) => one.parts ? one.found.map(each => each.forms) : forms;

    async function pickOut(ranked, result, asked, limit, byDate) {
      const forms = asked.terms.map((term, n) => result.found[n].forms), certain = asked.terms.every(term => term.text.length < 3);
      const good = [], bad = [], step = Math.max(limit, 10);
      for (let at = 0; at < ranked.length && good.length < limit && at < PROBES * step; at += step) {
        const some = ranked.slice(at, at + step);
        const hits = await Promise.all(some.map(one => read(one, formsOf(one, forms))));
        hits.forEach((hit, i) => { hit.from = some[i]; label(hit, some[i], result, asked); hit.score = some[i].score + (byDate ? 0 : seen(hit, result, asked)); (result.loose || hit.whole === forms.length || certain ? good : bad).push(hit); });
      }
      if (!byDate) good.sort((a, b) => b.score - a.score);
      const first = good.slice(0, limit);
      await Promise.all(first.map(async hit => { hit.others = hit.article ? [] : await elsewhere(hit.from, hit, formsOf(hit.from, forms)); delete hit.from; }));
      return { hits: first, wrong: bad.length };
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
