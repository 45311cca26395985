/* 排在前面的几页：取来文字，核对原文，摘出上下文，再按看到的排一遍。 */
(function (root) {
  "use strict";
  const C = root.qfClosest;
  const PROBES = 5;                      /* 一页结果最多核对几批 */

  function Reader(store, site, blocksOf) {
    const chunk = b => {
      const group = site.groupOf[site.docOf[b]];
      return store.words(group, site.chunkOf[b] - site.chunkOf[site.groups.blocks[group]]);
    };
    const part = (chunks, d, b) => chunks.find(one => one[0] === d && b >= one[3] && b < one[3] + one[4].length);
    const formsOf = (one, forms) => one.parts ? one.found.map(each => each.forms) : forms;

    /* 先看词最多的一段；还有没看到的词，再看它自己的段。 */
    async function read(one, forms) {
      const has = forms.map(() => false);
      let shown = null, tried = [];
      if (!one.blocks) one.blocks = blocksOf(one.d, one.found);
      for (let b = one.blocks[0]; b !== undefined && tried.length < 3 + forms.length; b = next(one, has, tried)) {
        tried.push(b);
        const hit = root.qfExcerpt.hit(part(await chunk(b), one.d, b), one, b, forms);
        if (!shown || hit.whole > shown.whole) shown = Object.assign(hit, { block: b });
        hit.has.forEach((found, n) => { has[n] = has[n] || found; });
        if (has.every(Boolean)) break;
      }
      return Object.assign(shown, { has: has, whole: has.filter(Boolean).length });
    }

    function next(one, has, tried) {
      const missing = one.found.filter((each, n) => !has[n] && each.pages.has(one.d));
      const left = missing.reduce((all, each) => all.concat(each.pages.blocks(one.d).slice(0, 3)), one.found.length > 1 ? [] : one.blocks.slice(0, 3));
      return left.find(b => tried.indexOf(b) < 0);
    }

    /* 同一页另外几节里的：只看已经取来的文字，不为它们再取文件。 */
    async function elsewhere(one, shown, forms) {
      const near = site.chunkOf[shown.block], all = [];
      for (const b of one.blocks.slice(0, 8)) if (site.chunkOf[b] === near) all.push(root.qfExcerpt.sections(part(await chunk(b), one.d, b), b, forms));
      return [].concat.apply([], all).filter((each, i, list) => each.anchor !== shown.anchor && list.findIndex(other => other.anchor === each.anchor) === i).slice(0, 3);
    }

    /* page：第几页；facets、days：这一页的栏目、年份…和日期；held：这一页有的词，用来在打开的页面上标出；lacks：没有全部的词时缺的。 */
    function label(hit, one, result, asked) {
      const seen = n => !result.checked || one.parts || hit.has[n] || asked.terms[n].text.length < 3;
      const has = asked.terms.map((term, n) => result.found[n].pages.has(one.d) && seen(n));
      hit.page = one.d;
      hit.facets = {};
      Object.keys(site.facets).forEach(name => { hit.facets[name] = site.facets[name][one.d]; });
      hit.days = site.dates[one.d];
      hit.held = asked.terms.filter((term, n) => has[n]).map(term => term.said);
      hit.lacks = result.loose && asked.terms.length > 1 ? asked.terms.filter((term, n) => !has[n]).map(term => term.said) : [];
      if (!hit.held.length) hit.held = Array.from(new Set(hit.excerpt.marks.map(mark => hit.excerpt.text.slice(mark[0], mark[1])))).slice(0, 6);
    }

    /* 看到了文字才知道的：题名怎样，还是只有标签里有；是不是问的那一款；题名像不像。 */
    function seen(hit, result, asked) {
      const one = hit.from, typed = each => { const page = each.pages.get(one.d); return page.typed || page.article; };
      const called = root.qfExcerpt.titled(hit, asked), tag = one.named && !called && !hit.titleMarks.length && !one.found.some(typed);
      return called + (hit.exact ? 10 : 0) - (tag ? 40 : 0) + (result.loose ? C.likely(hit.title, site.lengths[one.d], asked.terms) : 0);
    }

    /* 从排好的页里挑出 limit 条：{hits, wrong 看过而不是的几页}。 */
    this.pickOut = async (ranked, result, asked, limit, byDate) => {
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
    };
  }

  root.qfReader = Reader;
})(typeof self === "undefined" ? this : self);
