/* 检索用的文字处理，与 hooks/integrity/search/ 的 fold.py、grams.py 一一对应：折叠、键、拆词。 */
(function (root) {
  "use strict";
  const HAN = /[\u3400-\u9fff]/, RUN = /[\u3400-\u9fff]+|[a-z0-9]+/g, GLUED = /[a-z0-9]{1,20}[\u3400-\u9fff]/g;
  const LONG = 300;                      /* 检索词只用前面几个字 */
  const NUMERAL = "[零〇○一二两三四五六七八九十百千万]+|[0-9]+";
  const ARTICLE = new RegExp("第?(" + NUMERAL + ")条", "g");
  const NUMBER = new RegExp("第(" + NUMERAL + ")条", "g");
  const WITHIN = new RegExp("^(?:的)?(?:第(" + NUMERAL + ")款)?(?:的)?(?:第?〔(" + NUMERAL + ")〕项?|第(" + NUMERAL + ")项)?(?:的?规定)?$");
  const OPEN = "[(【〖{", CLOSE = "])】〗}";
  const DIGITS = { 零: 0, "〇": 0, "○": 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
  const UNITS = { 十: 10, 百: 100, 千: 1000 };
  let simple = null;

  function sign(one) {
    return OPEN.indexOf(one) >= 0 ? "〔" : CLOSE.indexOf(one) >= 0 ? "〕" : (simple && simple.get(one)) || one;
  }

  /* 一个字折叠成一个字的，记在表里：长文字逐字折叠时不再另造字符串。 */
  const SPACE = 1, MANY = 2, table = new Uint16Array(65536);

  function folded(raw) { return Array.from(raw.normalize("NFKC").toLowerCase()).map(one => (/\s/.test(one) ? " " : sign(one))).join(""); }

  function code(raw, unit) {
    const out = folded(raw);
    table[unit] = out === " " ? SPACE : out.length === 1 && out !== "\u0001" && out !== "\u0002" ? out.charCodeAt(0) : MANY;
    return table[unit];
  }

  const glues = unit => (unit > 47 && unit < 58) || (unit > 96 && unit < 123);
  let units = new Uint16Array(4096), places = new Uint32Array(4096);

  function longer() {
    const before = [units, places];
    units = new Uint16Array(units.length * 2); places = new Uint32Array(places.length * 2);
    units.set(before[0]); places.set(before[1]);
  }

  /* 折叠后的文字和每一位在原文里的位置（末尾多一位）。 */
  function mapped(text) {
    let n = 0, blank = -1;
    const put = (unit, i) => {
      if (n + 3 > units.length) longer();
      if (unit === 32) { if (blank < 0) blank = i; return; }
      if (blank >= 0) {
        if (n && glues(units[n - 1]) && glues(unit)) { units[n] = 32; places[n++] = blank; }
        blank = -1;
      }
      units[n] = unit; places[n++] = i;
    };
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i), pair = unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length;
      const one = pair ? MANY : table[unit] || code(text[i], unit);
      if (one === MANY) { const many = folded(pair ? text.substr(i, 2) : text[i]); for (let k = 0; k < many.length; k++) put(many.charCodeAt(k), i); } else put(one === SPACE ? 32 : one, i);
      if (pair) i++;
    }
    places[n] = text.length;
    let out = "";
    for (let i = 0; i < n; i += 8192) out += String.fromCharCode.apply(null, units.subarray(i, Math.min(n, i + 8192)));
    return { text: out, at: places.slice(0, n + 1) };
  }

  function fold(text) { return mapped(text.normalize("NFKC")).text; }

  function number(text) {
    if (/^[0-9]+$/.test(text)) return Number(text);
    let total = 0, digit = 0, unit = false;
    for (const one of text) {
      if (one in DIGITS) digit = unit || !total ? DIGITS[one] : digit * 10 + DIGITS[one];
      else if (one in UNITS) { total += (digit || 1) * UNITS[one]; digit = 0; unit = true; }
      else return NaN;
    }
    return unit ? total + digit : Number(Array.from(text).map(one => DIGITS[one]).join(""));
  }

  /* 一个词的键：汉字两两相连；字母数字成词，后面跟汉字的连同那个汉字。第三十二条是一个键，
     “第三”“三十”“十二”到处都有；pairs：这样的也拆开。 */
  function keys(text, pairs) {
    const found = [], glued = new Map();
    const rest = pairs ? text : text.replace(NUMBER, (all, numeral) => { const n = number(numeral); if (!isNaN(n)) found.push("§" + n); return isNaN(n) ? all : "第 条"; });
    (rest.match(GLUED) || []).forEach(one => glued.set(one.slice(0, -1), one));
    (rest.match(RUN) || []).forEach(run => {
      if (!HAN.test(run)) found.push(glued.get(run) || run.slice(0, 24));
      else for (let i = 0; i + 1 < run.length; i++) found.push(run.substr(i, 2));
    });
    return Array.from(new Set(found));
  }

  /* “政务处分法39条”是《政务处分法》的第三十九条：拆成名称和条号。 */
  function article(text) {
    ARTICLE.lastIndex = 0;
    const match = ARTICLE.exec(text), value = match ? number(match[1]) : NaN;
    if (!match || isNaN(value)) return null;
    const rest = text.slice(match.index + match[0].length), inside = /的$/.test(rest) ? null : WITHIN.exec(rest), place = n => inside && inside[n] ? number(inside[n]) : 0;
    return { name: text.slice(0, match.index).replace(/[《》的]/g, ""), key: "§" + value, rest: inside ? "" : rest, paragraph: place(1), item: place(2) || place(3) };
  }

  /* 文号里的空格不分词：示公党【2026】 2 号、示 公 党〔2026〕2号。减号后面的空格也不算。 */
  const NUMBERED = /((?:^|[\s+，,、；;])[-－−—]*)((?:[\u3400-\u9fff]\s+)+[\u3400-\u9fff]|[\u3400-\u9fff]+)\s*([〔[【〖{［（(])\s*([0-9０-９]{4})\s*([〕\]】〗}］）)])\s*(第?)\s*([0-9０-９]+)(?:\s*(号|號))?/g;
  const LOOSE_MINUS = /(^|\s)[-－−—]+\s+(?=\S)/g;

  function joined(query) {
    return query.replace(NUMBERED, (all, lead) => lead + all.slice(lead.length).replace(/\s+/g, "")).replace(LOOSE_MINUS, "$1-");
  }

  const QUOTED = /["“”„＂]([^"“”„＂]+)["“”„＂]/g;

  /* 一次检索：要有的词、要连着出现的词（引号里的）、不要的词（前面有减号的）。 */
  function parse(query) {
    const terms = [], without = [];
    const add = (text, exact) => {
      const folded = fold(text);
      if (folded && /[\u3400-\u9fffa-z0-9]/.test(folded) && !terms.some(term => term.text === folded)) terms.push({ text: folded, said: text, exact: exact });
    };
    const rest = query.slice(0, LONG).replace(QUOTED, (all, text) => { add(text, true); return " "; });
    joined(rest).split(/[\s+，,、；;]+/).forEach(text => {
      const minus = /^[-－−—]+(.+)$/.exec(text);
      if (minus) without.push(fold(minus[1]));
      else add(text.replace(/["“”„＂]/g, ""), false);
    });
    return { terms: terms.slice(0, 12), without: without.filter(text => /[\u3400-\u9fffa-z0-9]/.test(text)) };
  }

  root.qfWords = {
    LONG: LONG,
    fold: fold, mapped: mapped, keys: keys, article: article, parse: parse, han: text => HAN.test(text),
    traditional: pairs => { simple = new Map(); table.fill(0); const all = Array.from(pairs); for (let i = 0; i + 1 < all.length; i += 2) simple.set(all[i], all[i + 1]); },
    folds: () => Boolean(simple)
  };
})(typeof self === "undefined" ? this : self);
