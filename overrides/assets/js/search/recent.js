/* 最近的检索词，只记在这台设备的浏览器里，最多十条；浏览器不让记时只在本页有效。 */
(function (root) {
  "use strict";
  const KEY = "qf-recent-searches", MOST = 10, LONGEST = 100;
  let held = [];

  function all() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "[]");
      if (Array.isArray(found)) held = found.filter(one => typeof one === "string" && one).slice(0, MOST);
    } catch (error) { /* 不让记或者记坏了：用本页的 */ }
    return held.slice();
  }

  function keep(list) {
    held = list;
    try {
      if (list.length) localStorage.setItem(KEY, JSON.stringify(list)); else localStorage.removeItem(KEY);
    } catch (error) { /* 不让记 */ }
  }

  function add(query) {
    const text = query.trim();
    if (text && text.length <= LONGEST) keep([text].concat(all().filter(one => one !== text)).slice(0, MOST));
  }

  root.qfRecent = { all: all, add: add, clear: () => keep([]) };
})(window);
