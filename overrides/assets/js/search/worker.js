/* 顶替 Material 的检索 Worker：收 {type: 0} 准备、{type: 2, data: 检索词}，发 {type: 1} 备好、{type: 3, data} 结果，
   所以它的搜索框、键盘和高亮照旧。直接打开的文件没有 Worker，由 frame.js 在页面里运行同样的代码。 */
(function (root) {
  "use strict";
  const inWorker = typeof document === "undefined";
  if (inWorker) importScripts("words.js", "store.js", "excerpt.js", "rank.js");

  const escape = text => text.replace(/[&<>"]/g, one => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one]);

  function marked(text, marks) {
    let out = "", at = 0;
    marks.forEach(mark => { out += escape(text.slice(at, mark[0])) + "<mark data-md-highlight>" + escape(text.slice(mark[0], mark[1])) + "</mark>"; at = mark[1]; });
    return out + escape(text.slice(at));
  }

  /* 每页一组：页在前，命中的那一节在后；问的是第几条的，直接是那一条。 */
  function group(hit) {
    const words = {};
    hit.held.forEach(word => { words[word] = true; });
    hit.lacks.forEach(word => { words[word] = false; });
    const excerpt = "<p>" + (hit.excerpt.before ? "…" : "") + marked(hit.excerpt.text.replace(/\n/g, " "), hit.excerpt.marks) + (hit.excerpt.after ? "…" : "") + "</p>";
    const page = { location: hit.url, title: marked(hit.title, hit.titleMarks), text: hit.anchor ? "" : excerpt, score: hit.score, terms: words };
    if (!hit.anchor) return [page];
    if (hit.article) return [Object.assign(page, { location: hit.url + "#" + hit.anchor, title: page.title + "　" + escape(hit.name), text: excerpt })];
    return [page, { location: hit.url + "#" + hit.anchor, title: escape(hit.name), text: excerpt, score: hit.score, terms: words, parent: 1 }];
  }

  const said = (title, text) => [{ location: "search/index.html", title: escape(title), text: "<p>" + escape(text) + "</p>", score: 1, terms: {} }];

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
        answer({ type: 3, data: { suggest: [], items: result.hits.map(group), qf: { query: query, total: result.total, loose: result.loose, left: result.left } } });
      }, error => {
        if (mine === newest) answer({ type: 3, data: { suggest: [], items: [said("检索没有成功", error.qf ? error.message : "检索出了意外：" + error.message)], qf: { query: query, failed: true } } });
      });
    };
  };

  if (!inWorker) return;
  const box = root.qfBox(new URL("../../../", root.location.href).href);
  root.onmessage = event => box(event.data, data => root.postMessage(data));
})(typeof self === "undefined" ? this : self);
