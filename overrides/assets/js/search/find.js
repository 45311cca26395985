/* 一次检索：按索引排好，取前面几页的文字核对；没有的，换繁体再找，再列最接近的。筛选和各项的页数也在这里。 */
(function (root) {
  "use strict";
  if (["qfWords", "qfStore", "qfExcerpt", "qfClosest", "qfLook", "qfRank", "qfReader"].some(name => !root[name])) return;
  const W = root.qfWords, S = root.qfStore, C = root.qfClosest;
  const NEAR = 10, LOOSE = 100;          /* 找到的都是手册、题库时，再列几页最接近的；没有全有的，最多列几页 */

  /* 全站的数（room：段号到几，几页之间有空号）：页 → 哪一组、首段、几段、题名几个字、分量、日期、栏目…；段 → 页、文字在哪个文件。 */
  function siteOf(first, groups) {
    const sizes = groups.sizes, start = groups.start, room = start[first.pages], taken = start.slice(1).map((end, d) => end - start[d]);
    return {
      pages: first.pages, blocks: sizes.reduce((sum, size) => sum + size, 0), room: room, sizes: sizes, start: start, groups: groups, synonyms: first.synonyms,
      lengths: S.plain(first.lengths), full: S.plain(first.full), weights: S.plain(first.weights), dates: S.plain(first.dates),
      docOf: S.spread(taken, room), groupOf: S.spread(groups.counts, first.pages), chunkOf: S.spread(S.plain(first.chunks), room), facets: S.unpack(first.facets)
    };
  }

  function Finder(base) {
    const store = new S.Store(base);
    let site, rank, reader, ready;

    this.open = () => ready || (ready = store.open().then(first => {
      site = siteOf(first, store.groups);
      rank = new root.qfRank(new root.qfLook(store, site), site);
      reader = new root.qfReader(store, site, rank.blocksOf);
      return first;
    }).catch(error => { ready = null; throw error; }));

    function allowed(filters) {
      const names = Object.keys(filters || {}).filter(name => filters[name].length && site.facets[name]);
      return d => names.every(name => site.facets[name][d].some(value => filters[name].indexOf(value) >= 0));
    }

    /* 一页结果。options：{limit, filters, sort: "date", counts}。 */
    this.search = async (query, options) => {
      await this.open();
      const given = options || {}, limit = given.limit || 10, byDate = given.sort === "date", fits = allowed(given.filters);
      const asked = W.parse(query);
      if (!asked.terms.length) return { total: 0, hits: [], near: 0, terms: [], quoted: [], left: [], loose: false, facets: {} };
      const one = await found(asked, query);
      let result = one.result, page = await pageOf(result, one.asked, limit, byDate, fits);
      if (page.unsure && !result.loose) {
        const ranked = result.strict ? [] : C.withUnsure(await result.near(), page.ranked);
        result = Object.assign({}, result, { ranked: ranked, loose: !result.strict, checked: true });
        page = await pageOf(result, one.asked, limit, byDate, fits);
      }
      const near = byDate ? [] : await beside(result, page, one.asked, limit, fits);
      return Object.assign(said(result, page, one.asked.terms, one.asked.without.length > 0), {
        total: page.total, hits: page.hits.concat(near), near: near.length,
        facets: given.counts ? counts(result.ranked.map(each => each.d), given.filters) : {}
      });
    };

    /* 找不到的，把繁体字当作简体字再找。 */
    async function found(asked, query) {
      const result = await rank.candidates(asked);
      if (!(result.loose || !result.ranked.length) || W.folds() || !W.han(query)) return { asked: asked, result: result };
      W.traditional(await store.load("fold"));
      const again = W.parse(query), same = again.terms.map(t => t.text).join() === asked.terms.map(t => t.text).join();
      return same ? { asked: asked, result: result } : { asked: again, result: await rank.candidates(again) };
    }

    /* 没有照着找到的：引号里的哪些没有，哪些词哪一页也没有。 */
    function said(result, page, terms, barred) {
      return {
        loose: result.loose, terms: terms,
        quoted: result.strict && !page.total && !barred ? terms.filter(term => term.exact).map(term => term.said) : [],
        left: result.loose ? terms.filter((term, n) => terms.length > 1 && !result.found[n].pages.size).map(term => term.said) : []
      };
    }

    async function pageOf(result, asked, limit, byDate, fits) {
      const dates = site.dates;
      let ranked = result.ranked.filter(one => fits(one.d));
      ranked.sort((a, b) => byDate ? dates[b.d] - dates[a.d] || b.score - a.score || a.d - b.d : b.score - a.score || a.d - b.d);
      if (result.loose) ranked = ranked.slice(0, LOOSE);
      const picked = await reader.pickOut(ranked, result, asked, limit, byDate);
      return { total: picked.hits.length ? ranked.length - picked.wrong : 0, hits: picked.hits, ranked: ranked, unsure: ranked.length > 0 && !picked.hits.length };
    }

    /* 找到的都是手册、题库、通报这样的页：后面接上最接近的几页。 */
    async function beside(result, page, asked, limit, fits) {
      if (result.loose || result.strict || !page.total || page.total >= limit || page.hits.some(hit => site.weights[hit.page] >= 10)) return [];
      const shown = new Set(page.hits.map(hit => hit.page));
      const near = Object.assign({}, result, { ranked: (await result.near()).filter(one => !shown.has(one.d)), loose: true });
      const hits = (await pageOf(near, asked, NEAR, false, fits)).hits;
      return hits.map(hit => Object.assign(hit, { near: true }));
    }

    function counts(pages, filters) {
      const out = {};
      Object.keys(site.facets).forEach(name => {
        const others = Object.assign({}, filters || {});
        delete others[name];
        const fits = allowed(others), count = new Map();
        pages.forEach(d => { if (fits(d)) site.facets[name][d].forEach(value => count.set(value, (count.get(value) || 0) + 1)); });
        out[name] = Array.from(count);
      });
      return out;
    }
  }

  root.qfFinder = Finder;
})(typeof self === "undefined" ? this : self);
