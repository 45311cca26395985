/* 索引文件：按名取来（网页服务器用 fetch，直接打开的文件用 script），解开数字，格式见 hooks/integrity/search/build.py。 */
(function (root) {
  "use strict";
  const ALPHABET = Array.from({ length: 91 }, (_, i) => String.fromCharCode(35 + i)).filter(one => one !== "\\").join("");
  const FORMAT = 2, CELLS = 8192, ROOM = 4, FEW = 8, ENDS = 60, MORE = 30, VALUE = new Uint8Array(128).fill(255), NONE = new Uint32Array(0);
  for (let i = 0; i < ALPHABET.length; i++) VALUE[ALPHABET.charCodeAt(i)] = i;

  function plain(text) {
    const out = new Uint32Array(text.length);
    let n = 0, base = 0, unit = 1;
    for (let i = 0; i < text.length; i++) {
      const v = VALUE[text.charCodeAt(i)];
      if (v < ENDS) { out[n++] = base + unit * v; base = 0; unit = 1; }
      else { base += unit * v; unit *= MORE; }
    }
    return out.slice(0, n);
  }

  /* 各组的表接在一起，见 numbers.py 的 rising：隔几组和几个数，数与数之间隔几；或者几个字，每字六位。first：各组从几数起。 */
  function rising(text, first) {
    const out = new Uint32Array(text.length * 6);
    let n = 0, i = 0, group = -1;
    const one = () => {
      let v = VALUE[text.charCodeAt(i++)], base = 0, unit = 1;
      for (; v >= ENDS; v = VALUE[text.charCodeAt(i++)]) { base += unit * v; unit *= MORE; }
      return base + unit * v;
    };
    while (i < text.length) {
      const lead = one(), few = lead % FEW + 1, more = few < FEW ? 0 : one(), count = few < FEW ? few : more && FEW - 1 + more;
      group += (lead - lead % FEW) / FEW + 1;
      const start = first[group];
      if (count) for (let k = 0, last = start - 1; k < count; k++) out[n++] = last = last + one() + 1;
      else {
        const end = one() + i;
        for (let at = start; i < end; i++, at += 6) for (let v = VALUE[text.charCodeAt(i)], k = 0; v; v >>= 1, k++) if (v & 1) out[n++] = at + k;
      }
    }
    return out.slice(0, n);
  }

  /* 一页的段占几个号，与 group.py 的 roomy 相同。 */
  function roomy(size) {
    let step = ROOM;
    while (step * 4 < size) step *= 2;
    return Math.ceil(size / step) * step;
  }

  /* 各组：从第几页、第几段数起。 */
  function groupsOf(first) {
    const counts = plain(first.groups), sizes = plain(first.sizes), pages = new Uint32Array(counts.length), blocks = new Uint32Array(counts.length), start = new Uint32Array(sizes.length + 1);
    for (let d = 0; d < sizes.length; d++) start[d + 1] = start[d] + roomy(sizes[d]);
    for (let g = 0, d = 0; g < counts.length; d += counts[g++]) { pages[g] = d; blocks[g] = start[d]; }
    return { counts: counts, sizes: sizes, start: start, pages: pages, blocks: blocks };
  }

  function said(sentence) {
    const error = new Error(sentence);
    error.qf = true;
    return error;
  }

  const broken = name => said("检索数据里的 search/" + name + ".js 取不到或者坏了，请管理员重新生成网站或把 search 文件夹拷全。");

  function fetched(base, name) {
    return fetch(base + "search/" + name + ".js").then(answer => {
      if (!answer.ok) throw broken(name);
      return answer.text();
    }).then(text => JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")))).catch(() => { throw broken(name); });
  }

  const waiting = new Map();
  root.qfSearch = (name, value) => { if (waiting.has(name)) waiting.get(name)(value); };

  function scripted(base, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = () => { waiting.delete(name); script.remove(); };
      waiting.set(name, value => { end(); resolve(value); });
      script.onerror = script.onload = () => { if (waiting.has(name)) { end(); reject(broken(name)); } };
      script.src = base + "search/" + name + ".js";
      document.head.appendChild(script);
    });
  }

  function shardOf(key, count) {
    const text = HAN_FIRST.test(key) ? key : key.slice(0, 2);
    let value = 2166136261;
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0;
    return Math.floor(value % CELLS * count / CELLS);
  }
  const HAN_FIRST = /^[\u3400-\u9fff^'§]/;
  const hex = key => Array.from(key).map(one => ("000" + one.charCodeAt(0).toString(16)).slice(-4)).join("");

  function Store(base) {
    const from = typeof location !== "undefined" && location.protocol === "file:" && typeof document !== "undefined" ? scripted : fetched;
    const held = new Map(), lists = new Map(), texts = new Map();
    let kept = 0, groups = null;
    this.load = name => {
      if (!held.has(name)) {
        if (held.size > 400) held.delete(held.keys().next().value);
        held.set(name, from(base, name).catch(error => { held.delete(name); throw error; }));
      }
      return held.get(name);
    };
    this.open = () => this.load("index").then(first => {
      if (first.format !== FORMAT) throw said("检索数据和网页不是同一次生成的，请刷新页面；还不行，请管理员把整个网站文件夹重新拷一次。");
      const own = new Set();
      for (let i = 0; i < first.own.length; i += 2) own.add(first.own.substr(i, 2));
      this.groups = groups = groupsOf(first);
      this.shard = key => this.load(own.has(key) ? "g/h" + hex(key) : "g/" + shardOf(key, first.shards));
      return first;
    });
    /* 一个键的四张表：[段, 标题所在的段, 题名所在的页, 单字所在的页]。 */
    this.lists = key => {
      if (!lists.has(key)) {
        if (kept > 1e6) { lists.clear(); kept = 0; }
        lists.set(key, this.shard(key).then(text => {
          const four = pick(text, key, groups);
          kept += 200 + four.reduce((sum, one) => sum + one.length, 0);
          return four;
        }).catch(error => { lists.delete(key); throw error; }));
      }
      return lists.get(key);
    };
    /* 以 start 开头的词的段表，合在一起。 */
    this.beginning = start => this.shard(start).then(text => {
      const found = [];
      for (let i = place(text, start, 0); i >= 0 && found.length < 60; i = place(text, start, i + 1)) {
        const key = text.slice(i, text.indexOf(" ", i));
        if (/^[a-z0-9]+$/.test(key)) found.push(pick(text, key, groups));
      }
      return [0, 1, 2, 3].map(n => union(found.map(four => four[n])));
    });
    /* 第 group 组的第 n 个文字文件，页和首段换成全站的数。 */
    this.words = (group, n) => {
      const name = "t/" + group + "-" + n;
      if (!texts.has(name)) {
        if (texts.size > 400) texts.delete(texts.keys().next().value);
        texts.set(name, this.load(name).then(parts => parts.map(one => [groups.pages[group] + one[0], one[1], one[2], groups.blocks[group] + one[3], one[4], one[5], one[6]])).catch(error => { texts.delete(name); throw error; }));
      }
      return texts.get(name);
    };
  }

  /* 以 start 开头的第一个键从哪里起，从 from 找起；没有时 -1。 */
  function place(text, start, from) {
    if (!from && text.startsWith(start)) return 0;
    return text.indexOf("~" + start, Math.max(0, from - 1)) + 1 || -1;
  }

  function pick(text, key, groups) {
    const i = place(text, key + " ", 0);
    if (i < 0) return [NONE, NONE, NONE, NONE];
    const fields = text.slice(i + key.length + 1, text.indexOf("~", i)).split(" ");
    return [0, 1, 2, 3].map(n => fields[n] ? rising(fields[n], n < 2 ? groups.blocks : groups.pages) : NONE);
  }

  function union(all) {
    if (all.length === 1) return all[0];
    const set = new Set();
    all.forEach(one => one.forEach(value => set.add(value)));
    return Uint32Array.from(set).sort();
  }

  /* 从小到大的 list 里，从第 at 个起第一个不小于 value 的在第几。 */
  function from(list, value, at) {
    let low = at || 0, high = list.length;
    while (low < high) { const middle = low + high >> 1; if (list[middle] < value) low = middle + 1; else high = middle; }
    return low;
  }

  function both(all) {
    const sorted = all.slice().sort((a, b) => a.length - b.length);
    let out = sorted[0] || NONE;
    for (let i = 1; i < sorted.length && out.length; i++) out = meet(out, sorted[i]);
    return out;
  }

  function meet(few, many) {
    const out = [];
    let j = 0;
    for (let i = 0; i < few.length; i++) {
      const value = few[i];
      if (many.length > few.length * 16) {
        j = from(many, value, j);
      } else while (j < many.length && many[j] < value) j++;
      if (many[j] === value) out.push(value);
    }
    return Uint32Array.from(out);
  }

  function spread(counts, total) {
    const out = new Uint32Array(total);
    for (let i = 0, at = 0; i < counts.length; i++) { out.fill(i, at, at + counts[i]); at += counts[i]; }
    return out;
  }

  function unpack(packed) {
    const out = {};
    Object.keys(packed).forEach(name => {
      const values = packed[name][0], codes = plain(packed[name][1]), held = [];
      for (let i = 0; i < codes.length; i += codes[i] + 1) held.push(Array.from(codes.subarray(i + 1, i + 1 + codes[i])).map(n => values[n]));
      out[name] = held;
    });
    return out;
  }

  root.qfStore = { Store: Store, plain: plain, rising: rising, both: both, from: from, union: union, spread: spread, unpack: unpack, NONE: NONE };
})(typeof self === "undefined" ? this : self);
