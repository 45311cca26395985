/* 检索页上的话：共有几页、没有照着找到的怎么说、印在纸上的一行。 */
(function (root) {
  "use strict";
  const SHORT = 40;
  const short = text => text.length > SHORT ? text.slice(0, SHORT) + "…" : text;

  function total(result) {
    if (!result.terms.length) return "检索词里要有一个字或者词。";
    if (!result.total) return "没有找到。";
    if (result.near) return "共 " + result.total + " 页，后面是最接近的 " + result.near + " 页";
    if (result.loose) return "列出最接近的 " + result.hits.length + " 页";
    return "共 " + result.total + " 页" + (result.hits.length < result.total ? "，列出前 " + result.hits.length + " 页" : "");
  }

  function unfound(result) {
    if (!result.terms.length) return ["只有标点、减号或者符号查不了，请写要找的字。"];
    if (!result.total) return quoted(result.quoted);
    if (!result.loose) return [];
    if (result.terms.length < 2) return ["没有页面有连着的“" + short(result.terms[0].said) + "”，列出最接近的。"];
    return ["没有页面同时有这些词，列出最接近的。" + (result.left.length ? "缺：" + result.left.join("、") + "。" : "")];
  }

  function quoted(words) {
    return words.length ? ["没有页面有" + (words.length > 1 ? "全部" : "") + "连着的“" + words.map(short).join("”“") + "”，去掉引号再找。"] : [];
  }

  function notes(result, query) {
    const long = root.qfWords.LONG;
    return (query.trim().length > long ? ["检索词超过 " + long + " 字，只用了前 " + long + " 字。"] : []).concat(unfound(result));
  }

  /* pairs：[[筛选的名, 值]…]。 */
  function printed(result, asked, pairs) {
    const filters = pairs.map(pair => pair[0] + "：" + pair[1]).join("，");
    return "检索“" + asked.q.trim() + "”" + (filters ? "；" + filters : "") + "；按" + (asked.sort ? "日期" : "相关") + "排列；" + total(result) + "。";
  }

  root.qfSays = { total: total, notes: notes, printed: printed };
})(window);
