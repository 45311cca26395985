/* 检索页上的一条结果。文字都作为文字写进页面，不当作标记。 */
(function (root) {
  "use strict";
  const EPOCH = Date.UTC(1900, 0, 1);

  function make(tag, name, text) {
    const out = document.createElement(tag);
    if (name) out.className = name;
    if (text) out.textContent = text;
    return out;
  }

  function marked(into, text, marks) {
    let at = 0;
    marks.forEach(mark => {
      into.append(text.slice(at, mark[0]), make("mark", "", text.slice(mark[0], mark[1])));
      at = mark[1];
    });
    into.append(text.slice(at));
    return into;
  }

  function address(base, hit) {
    const h = root.qfExcerpt.words(hit);
    return base + hit.url + (h.length ? "?h=" + encodeURIComponent(h.join(" ")) : "") + (hit.anchor ? "#" + encodeURIComponent(hit.anchor) : "");
  }

  function day(days) {
    const date = new Date(EPOCH + days * 864e5);
    return date.getUTCFullYear() + "年" + (date.getUTCMonth() + 1) + "月" + date.getUTCDate() + "日";
  }

  function around(into, excerpt) {
    if (excerpt.before) into.append("…");
    marked(into, excerpt.text.replace(/\n/g, " "), excerpt.marks);
    if (excerpt.after) into.append("…");
    return into;
  }

  /* 这一页的另外几节。 */
  function others(hit, base) {
    const list = make("ul", "qf-hit__others");
    hit.others.forEach(one => {
      const item = make("li"), link = make("a", "", one.name);
      link.href = address(base, Object.assign({}, hit, { anchor: one.anchor }));
      item.append(link, around(make("span"), one.excerpt));
      list.append(item);
    });
    return list;
  }

  const first = values => values && values[0] || "";

  function shown(hit, base) {
    const past = root.qfExcerpt.past(hit), room = first(hit.facets.栏目);
    const item = make("li", "qf-hit"), title = make("h2", "qf-hit__title"), link = make("a");
    link.href = address(base, hit);
    title.append(marked(link, hit.title, hit.titleMarks));
    if (past) title.append(make("span", "qf-chip qf-hit__past", past));
    const line = make("p", "qf-hit__where");
    if (room) line.append(make("span", "", room));
    if (hit.name && hit.name !== hit.title) line.append(make("span", "qf-hit__section", hit.name));
    if (hit.days) line.append(make("span", "qf-hit__day", day(hit.days)));
    item.append(title, line, around(make("p", "qf-hit__text"), hit.excerpt));
    if (hit.others.length) item.append(others(hit, base));
    if (hit.near) item.append(make("p", "qf-hit__missing", "不全符合，只是接近"));
    if (hit.lacks.length) item.append(make("p", "qf-hit__missing", "缺：" + hit.lacks.join("、")));
    return item;
  }

  root.qfHit = { shown: shown, make: make };
})(window);
