/* 一个词在哪些页：各种写法、拼音、条号。 */
(function (root) {
  "use strict";
  const W = root.qfWords, S = root.qfStore;
  const SPELLED = 60, MOST = 12;          /* 拼音最长几个字母；一页最多记几段 */
  const SEEN = 1, OWN = 2, TYPED = 4, HEAD = 8;

  /* 一个词所在的页。每页的数放在定长的数组里，哪几段要用时再从段表里找：一次检索不留下成千上万个小对象。
     n：有几段；title：题名里有它，百分之几可信；part：它占题名几个字。 */
  function Pages(site) {
    const flags = new Uint8Array(site.pages), lists = [];
    this.n = new Float32Array(site.pages);
    this.title = new Uint8Array(site.pages);
    this.part = new Uint8Array(site.pages);
    this.articles = new Map();
    this.size = 0;
    this.add = (d, flag) => { if (!flags[d]) this.size++; flags[d] |= SEEN | flag; };
    this.titled = (d, worth, flag, part) => {
      this.add(d, flag);
      this.title[d] = Math.max(this.title[d], worth);
      this.part[d] = Math.max(this.part[d], part);
    };
    this.list = (list, flag, worth) => {
      lists.push(list);
      list.forEach(b => { const d = site.docOf[b]; this.add(d, flag); this.n[d] += worth; });
    };
    this.has = d => flags[d] > 0;
    this.own = d => (flags[d] & OWN) > 0;
    this.headed = d => (flags[d] & HEAD) > 0;
    this.all = () => { const out = []; for (let d = 0; d < flags.length; d++) if (flags[d]) out.push(d); return out; };
    this.blocks = d => {
      const article = this.articles.get(d), out = article ? [article.block] : [];
      lists.forEach(list => { for (let i = S.from(list, site.start[d]); list[i] < site.start[d + 1] && out.length < MOST; i++) if (out.indexOf(list[i]) < 0) out.push(list[i]); });
      return out;
    };
    this.get = d => flags[d] ? { n: this.n[d], title: this.title[d] / 100, typed: (flags[d] & TYPED) > 0, article: this.articles.get(d) } : undefined;
  }

  function Look(store, site) {
    function variants(term) {
      const out = [{ text: term.text, worth: 1 }];
      site.synonyms.forEach(group => group.forEach(word => {
        if (term.exact || term.text.indexOf(word) < 0 || out.length > 6) return;
        group.forEach(other => { if (other !== word) out.push({ text: term.text.split(word).join(other), worth: 0.8 }); });
      }));
      return out;
    }

    /* 一种写法：它所在的段、标题里有它的段、题名里有它的页。哪里也没有那一条的，拆开找相近的。 */
    async function places(text, open, pairs) {
      const keys = W.keys(text, pairs);
      if (!keys.length) {
        const four = await store.lists(Array.from(text).find(W.han) || text);
        return { blocks: S.NONE, heads: S.NONE, titles: four[2], pages: four[3], lists: [] };
      }
      const last = keys[keys.length - 1];
      const all = await Promise.all(keys.map(key => open && key === last && /^[a-z0-9]{2,}$/.test(key) ? store.beginning(key) : store.lists(key)));
      if (keys.some((key, i) => key[0] === "§" && !all[i][0].length)) return places(text, open, true);
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

    async function asSpelled(text, pages) {
      const found = await spelled(text);
      found.own.forEach(d => pages.titled(d, 90, OWN | TYPED, text.length));
      found.also.forEach(d => pages.titled(d, 50, OWN | TYPED, 0));
    }

    /* 名称（简称也行）在题名里的页 → 占题名几个字。 */
    async function called(name) {
      const forms = variants({ text: name, exact: false }), out = new Map();
      const found = await Promise.all(forms.map(form => places(form.text, false)));
      found.forEach((one, i) => one.titles.forEach(d => out.set(d, Math.max(out.get(d) || 0, forms[i].text.length))));
      return out;
    }

    async function asArticle(term, pages) {
      const split = W.article(term.text);
      if (!split || split.rest) return;
      const heads = (await store.lists(split.key))[1];
      if (!heads.length) return;
      const named = split.name ? await called(split.name) : null;
      heads.forEach(b => {
        const d = site.docOf[b];
        if (named && !named.has(d)) return;
        pages.titled(d, named ? 100 : 0, OWN, term.text.length);
        if (!pages.articles.has(d)) pages.articles.set(d, { block: b, key: split.key, paragraph: split.paragraph, item: split.item, near: named ? Math.min(1, named.get(d) / site.lengths[d]) : 0 });
      });
    }

    /* 一个词：所在的页，有哪些写法，头一种写法的段表。 */
    async function look(term, open) {
      const pages = new Pages(site), forms = variants(term);
      const found = await Promise.all(forms.map(form => places(form.text, open)));
      found.forEach((one, i) => {
        const own = i ? 0 : OWN, worth = forms[i].worth;
        pages.list(one.heads, HEAD, 0);
        pages.list(one.blocks, own, worth);
        one.pages.forEach(d => { pages.add(d, own); pages.n[d] += 0.3; });
        one.titles.forEach(d => pages.titled(d, worth * 100, own, forms[i].text.length));
      });
      if (!term.exact && /^[a-z]{2,}$/.test(term.text)) await asSpelled(term.text, pages);
      if (!term.exact) await asArticle(term, pages);
      return { pages: pages, forms: forms, first: found[0] };
    }

    this.look = look;
    this.places = places;
  }

  root.qfLook = Look;
})(typeof self === "undefined" ? this : self);
