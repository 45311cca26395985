/* 做题记录：一项一存，先用 IndexedDB，不行用 localStorage，再不行只放在内存里。什么都不上传。
   键：record/题号、star/题号、session/模式、exam、result/开考时刻、daily/日期、settings。题目不在了，记录照样留着。 */
window.qfQuizStore = (function () {
  "use strict";
  const NAME = "qf-quiz", SHELF = "kv", VERSION = 2, KEEP = 30;

  const plain = one => !!one && typeof one === "object" && !Array.isArray(one);
  const count = n => Number.isInteger(n) && n >= 0;
  const time = n => typeof n === "number" && isFinite(n) && n >= 0;
  const card = one => plain(one) && time(one.due) && ["stability", "difficulty", "reps", "lapses", "state"].every(name => time(one[name]));
  const paper = one => plain(one) && [one.start, one.end, one.pass, one.minutes].every(time) && typeof one.title === "string" && plain(one.given) &&
    plain(one.marks) && plain(one.grades) && count(one.at) && Array.isArray(one.notes) && Array.isArray(one.items) &&
    one.items.every(item => plain(item) && typeof item.id === "string" && time(item.points));
  const FORMS = {
    record: one => plain(one) && [one.right, one.wrong, one.streak].every(count) && time(one.last) && typeof one.kept === "boolean" && (one.card === null || card(one.card)),
    star: time,
    session: one => plain(one) && count(one.at) && plain(one.given) && plain(one.grades) && Array.isArray(one.ids) && one.ids.every(id => typeof id === "string"),
    exam: paper,
    result: one => paper(one) && time(one.done),
    daily: one => plain(one) && count(one.right) && count(one.total),
    settings: one => plain(one) && [0, 1, 2].includes(one.size)
  };
  const fits = (key, value) => Object.prototype.hasOwnProperty.call(FORMS, key.split("/")[0]) && FORMS[key.split("/")[0]](value);
  const copy = value => JSON.parse(JSON.stringify(value));

  /* 版本 1 把全部记录放在一个对象里，错题和收藏各是一张题号表，没有复习安排。 */
  function migrate(old) {
    if (old.version !== 1) return old.data;
    const data = {};
    Object.keys(old.records || {}).forEach(id => {
      const one = old.records[id] || {};
      data["record/" + id] = { right: one.right || 0, wrong: one.wrong || 0, streak: one.streak || 0, last: one.last || 0, kept: false, card: null };
    });
    (old.wrong || []).forEach(id => {
      const key = "record/" + id;
      data[key] = Object.assign({ right: 0, wrong: 1, streak: 0, last: 0, card: null }, data[key], { kept: true });
    });
    (old.favourites || []).forEach(id => { data["star/" + id] = 0; });
    return data;
  }

  function database() {
    let opened = null;
    const shelf = mode => opened.transaction(SHELF, mode).objectStore(SHELF);
    const settled = transaction => new Promise((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onerror = transaction.onabort = () => failed(transaction.error || new Error("aborted"));
    });
    return {
      kind: "indexeddb",
      open: () => new Promise((done, failed) => {
        const asked = indexedDB.open(NAME, 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF);
        asked.onsuccess = () => { opened = asked.result; opened.onversionchange = () => opened.close(); done(); };
        asked.onerror = asked.onblocked = () => failed(asked.error || new Error("blocked"));
        setTimeout(() => failed(new Error("slow")), 3000);
      }),
      all: () => new Promise((done, failed) => {
        const found = new Map(), asked = shelf("readonly").openCursor();
        asked.onsuccess = () => {
          const at = asked.result;
          if (!at) return done(found);
          found.set(String(at.key), at.value);
          at.continue();
        };
        asked.onerror = () => failed(asked.error);
      }),
      write: (changes, clear) => new Promise((done, failed) => {
        const on = shelf("readwrite");
        settled(on.transaction).then(done, failed);
        try {
          if (clear) on.clear();
          changes.forEach((value, key) => { if (value === undefined) on.delete(key); else on.put(value, key); });
        } catch (error) {
          try { on.transaction.abort(); } catch (again) { /* 已经停了 */ }
          failed(error);
        }
      })
    };
  }

  function local() {
    const mark = NAME + ":";
    const keys = () => Object.keys(localStorage).filter(key => key.startsWith(mark));
    return {
      kind: "localstorage",
      open: async () => { localStorage.setItem(mark + "?", "1"); localStorage.removeItem(mark + "?"); },
      all: async () => {
        const found = new Map();
        keys().forEach(key => {
          try { found.set(key.slice(mark.length), JSON.parse(localStorage.getItem(key))); } catch (error) { /* 坏了的一项不读 */ }
        });
        return found;
      },
      write: async (changes, clear) => {
        const before = new Map((clear ? keys() : Array.from(changes.keys(), key => mark + key)).map(key => [key, localStorage.getItem(key)]));
        try {
          if (clear) keys().forEach(key => localStorage.removeItem(key));
          changes.forEach((value, key) => { if (value === undefined) localStorage.removeItem(mark + key); else localStorage.setItem(mark + key, JSON.stringify(value)); });
        } catch (error) {
          changes.forEach((value, key) => localStorage.removeItem(mark + key));
          before.forEach((text, key) => { if (text !== null) localStorage.setItem(key, text); });
          throw error;
        }
      }
    };
  }

  const memory = () => ({ kind: "memory", open: async () => {}, all: async () => new Map(), write: async () => {} });

  function older() {
    try {
      const old = JSON.parse(localStorage.getItem(NAME));
      return old && old.version === 1 ? migrate(old) : null;
    } catch (error) { return null; }
  }

  async function open() {
    for (const make of [database, local, memory]) {
      const backend = make();
      try {
        await backend.open();
        const found = await backend.all();
        const newer = plain(found.get("meta")) && found.get("meta").version > VERSION;
        if (newer) return new Store(memory(), new Map(), "newer");
        await backend.write(new Map([["meta", { version: VERSION }]]));
        const store = new Store(backend, found, "");
        if (!found.has("meta")) store.take(older());
        return store;
      } catch (error) { /* 不让存，试下一种 */ }
    }
    return null;
  }

  class Store {
    constructor(backend, found, trouble) {
      this.backend = backend;
      this.kind = backend.kind;
      this.trouble = trouble;
      this.onTrouble = () => {};
      this.dirty = new Map();
      this.load(found);
    }

    load(found) {
      this.values = new Map();
      found.forEach((value, key) => { if (key !== "meta" && fits(key, value)) this.values.set(key, value); });
      this.dirty.forEach((value, key) => { if (value === undefined) this.values.delete(key); else this.values.set(key, value); });
    }

    take(data) {
      Object.keys(data || {}).forEach(key => { if (fits(key, data[key])) this.set(key, data[key]); });
    }

    /* 别的标签页可能写过：回到这一页时再读一遍。 */
    async reload() {
      if (this.kind === "memory") return;
      try { this.load(await this.backend.all()); } catch (error) { this.tell(error); }
    }

    get(key) { return this.values.get(key); }

    under(folder) {
      const found = [];
      this.values.forEach((value, key) => { if (key.startsWith(folder + "/")) found.push([key.slice(folder.length + 1), value]); });
      return found;
    }

    set(key, value) {
      const kept = value === undefined ? undefined : copy(value);
      if (kept === undefined) this.values.delete(key); else this.values.set(key, kept);
      this.dirty.set(key, kept);
      if (key.startsWith("result/")) this.trim();
      return this.flush();
    }

    drop(key) { return this.set(key, undefined); }

    trim() {
      const times = this.under("result").map(one => Number(one[0])).sort((a, b) => b - a);
      times.slice(KEEP).forEach(start => this.drop("result/" + start));
    }

    /* 没写成的留着，下一次一起再写。 */
    async flush() {
      const batch = new Map(this.dirty);
      try {
        await this.backend.write(batch);
        batch.forEach((value, key) => { if (this.dirty.get(key) === value) this.dirty.delete(key); });
        if (this.trouble !== "newer") this.tell(null);
      } catch (error) { this.tell(error); }
    }

    tell(error) {
      const trouble = !error ? "" : /quota/i.test(error.name + error.message) ? "full" : "failed";
      if (trouble === this.trouble) return;
      this.trouble = trouble;
      this.onTrouble(trouble);
    }

    text(bank) {
      const data = {};
      Array.from(this.values.keys()).sort().forEach(key => { data[key] = this.values.get(key); });
      return JSON.stringify({ format: NAME, version: VERSION, bank: bank, data: data }, null, 1);
    }

    /* 先全部看过再动手：文件有一处不对，什么都不改。返回读进了哪些项，不对时抛出说明。 */
    async bring(text, replace) {
      const data = read(text);
      const changes = new Map();
      Object.keys(data).forEach(key => { if (replace || wins(key, data[key], this.values.get(key))) changes.set(key, data[key]); });
      const all = new Map(changes);
      if (replace) all.set("meta", { version: VERSION });
      await this.backend.write(all, replace);
      if (replace) { this.values.clear(); this.dirty.clear(); }
      changes.forEach((value, key) => { this.values.set(key, value); this.dirty.delete(key); });
      return Array.from(changes.keys());
    }

    async clear() {
      await this.backend.write(new Map([["meta", { version: VERSION }]]), true);
      forget(this.kind);
      this.values.clear();
      this.dirty.clear();
      this.tell(null);
    }
  }

  /* 清空时，早先留在 localStorage 里的也删去。 */
  function forget(kind) {
    try {
      Object.keys(localStorage).filter(key => key === NAME || (kind !== "localstorage" && key.startsWith(NAME + ":"))).forEach(key => localStorage.removeItem(key));
    } catch (error) { /* 不让碰，就没有留下什么 */ }
  }

  function read(text) {
    let file = null;
    try { file = JSON.parse(text); } catch (error) { throw new Error("这个文件不是自测的记录"); }
    if (!plain(file) || file.format !== NAME || !count(file.version)) throw new Error("这个文件不是自测的记录");
    if (file.version > VERSION) throw new Error("这个文件是更新的版本导出的，请先更新网站");
    let data = null;
    try { data = migrate(file); } catch (error) { /* 下面一起说 */ }
    if (!plain(data)) throw new Error("文件里没有记录");
    const bad = Object.keys(data).find(key => !fits(key, data[key]));
    if (bad !== undefined) throw new Error("文件坏了：“" + bad + "”这一项读不懂");
    return data;
  }

  /* 合并：同一道题取做得多的一份；正在做的以这台设备为准。 */
  function wins(key, theirs, ours) {
    if (ours === undefined) return true;
    if (!key.startsWith("record/")) return false;
    const sum = one => one.right + one.wrong;
    return sum(theirs) > sum(ours) || (sum(theirs) === sum(ours) && theirs.last > ours.last);
  }

  return { open: open, VERSION: VERSION };
})();
