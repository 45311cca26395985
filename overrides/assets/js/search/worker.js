/* 顶替 Material 的检索 Worker：收 {type: 0} 准备、{type: 2, data: 检索词}，发 {type: 1} 备好、{type: 3, data} 结果，
   所以它的搜索框、键盘和高亮照旧。直接打开的文件没有 Worker，由 frame.js 在页面里运行同样的代码。 */
(function (root) {
  "use strict";
  const inWorker = typeof document === "undefined";
  if (inWorker) importScripts("words.js", "store.js", "excerpt.js", "closest.js", "look.js", "rank.js", "read.js", "find.js");

  const escape = text => text.replace(/[&<>"]/g, one => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one]);

  function marked(text, marks) {
    let out = "", at = 0;
    marks.forEach(mark => { out += escape(text.slice(at, mark[0])) + "<mark data-md-highlight>" + escape(text.slice(mark[0], mark[1])) + "</mark>"; at = mark[1]; });
    return out + escape(text.slice(at));
  }

  const shown = cut => "<p>" + (cut.before ? "…" : "") + marked(cut.text.replace(/\n/g, " "), cut.marks) + (cut.after ? "…" : "") + "</p>";

  const past = hit => { const state = root.qfExcerpt.past(hit); return state && ' <span class="qf-box__past">' + state + "</span>"; };

  /* 每页一组：页在前，命中的那一节在后，这一页另外几节再后；问的是第几条的，直接是那一条：Material 不写它的摘要，写在题名里。
     terms 里为真的，Material 放进网址，打开的页面上就标出来。 */
  function group(hit) {
    const words = {};
    root.qfExcerpt.words(hit).forEach(word => { words[word] = true; });
    hit.lacks.forEach(word => { words[word] = false; });
    const excerpt = shown(hit.excerpt);
    const page = { location: hit.url, title: marked(hit.title, hit.titleMarks) + past(hit), text: hit.anchor ? "" : excerpt, score: hit.score, terms: words };
    const others = hit.others.map(one => ({ location: hit.url + "#" + one.anchor, title: escape(one.name), text: shown(one.excerpt), score: hit.score - 1000, terms: words, parent: 1 }));
    if (!hit.anchor) return [page].concat(others);
    if (hit.article) return [Object.assign(page, { location: hit.url + "#" + hit.anchor, title: page.title + "　" + escape(hit.name) + '<span class="qf-box__text">' + excerpt.slice(3, -4) + "</span>", text: "" })];
    return [page, { location: hit.url + "#" + hit.anchor, title: escape(hit.name), text: excerpt, score: hit.score, terms: words, parent: 1 }].concat(others);
  }

  /* 正在输入的，接成一个题名：框里用灰字写出，按向右键接受。 */
  function completed(query, hits) {
    const last = query.split(/[\s-]+/).pop();
    const hit = last && hits.find(one => one.title.length > last.length && one.title.startsWith(last) && !/[<&]/.test(one.title));
    return hit ? [hit.title] : [];
  }

  root.qfBox = base => {
    const finder = new root.qfFinder(base);
    const opening = finder.open();
    opening.catch(() => 0);
    let newest = 0;
    return (message, answer) => {
      if (message.type === 0) { opening.then(() => 0, () => 0).then(() => answer({ type: 1 })); return; }
      if (message.type !== 2) return;
      const mine = ++newest, query = String(message.data || "");
      finder.search(query, { limit: 20 }).then(result => {
        if (mine !== newest) return;
        answer({ type: 3, data: { suggest: completed(query, result.hits), items: result.hits.map(group), qf: { query: query, total: result.total, loose: result.loose, near: result.near, left: result.left, quoted: result.quoted, terms: result.terms.map(term => term.said) } } });
      }, error => {
        if (mine === newest) answer({ type: 3, data: { suggest: [], items: [], qf: { query: query, failed: error.qf ? error.message : "检索出了意外：" + error.message } } });
      });
    };
  };

  if (!inWorker) return;
  const box = root.qfBox(new URL("../../../", root.location.href).href);
  root.onmessage = event => box(event.data, data => root.postMessage(data));
})(typeof self === "undefined" ? this : self);
