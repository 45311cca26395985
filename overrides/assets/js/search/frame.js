/* 在 Material 的脚本以前运行：它的检索 Worker 换成本站的；直接打开的文件开不了 Worker，换成在页面里运行的同样的检索。
   不等 Material 取来它自己的空索引就说备好了；脚本取不到的，每次检索照实说。每次结果的总数告诉 box.js。 */
(function () {
  "use strict";
  const NAMES = ["words", "store", "excerpt", "closest", "look", "rank", "read", "find", "worker"];
  const LOST = "检索的脚本取不到或者坏了，请刷新页面；还不行，请管理员把 assets/js/search 文件夹拷全。";

  /* Material 从 __config 里读 Worker 的地址。 */
  const config = document.getElementById("__config"), given = JSON.parse(config.textContent);
  given.search = document.currentScript.dataset.worker;
  config.textContent = JSON.stringify(given);

  const Native = window.Worker, ours = /\/search\/worker\.js$/;

  function outside(url, answer) {
    return new Promise((resolve, reject) => {
      const worker = new Native(url);
      worker.onmessage = event => { resolve(message => worker.postMessage(message)); answer(event.data); };
      worker.onerror = event => { event.preventDefault(); reject(event); };
      worker.postMessage({ type: 0 });
    });
  }

  function inside(url, answer) {
    const base = new URL("../../../", url).href;
    const loaded = name => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = base + "assets/js/search/" + name + ".js";
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return NAMES.reduce((before, name) => before.then(() => loaded(name)), Promise.resolve()).then(() => {
      const box = window.qfBox(base);
      box({ type: 0 }, answer);
      return message => box(message, answer);
    });
  }

  const lost = query => ({ type: 3, data: { suggest: [], items: [], qf: { query: String(query || ""), failed: LOST } } });

  /* 像 Worker 的东西。 */
  function Behind(url) {
    const target = document.createDocumentFragment();
    const answer = data => {
      if (data.type === 3 && data.data.qf) window.dispatchEvent(new CustomEvent("qf-found", { detail: data.data.qf }));
      const event = new MessageEvent("message", { data: data });
      target.dispatchEvent(event);
      if (this.onmessage) this.onmessage(event);
    };
    const ready = (location.protocol === "file:" ? inside : outside)(url, answer).catch(() => {
      answer({ type: 1 });
      return message => { if (message.type === 2) answer(lost(message.data)); };
    });
    this.addEventListener = target.addEventListener.bind(target);
    this.removeEventListener = target.removeEventListener.bind(target);
    this.postMessage = message => { ready.then(send => send(message)); };
    this.onmessage = null;
    this.terminate = () => {};
  }

  window.Worker = function (url, options) {
    const full = new URL(url, location.href).href;
    return ours.test(full) ? new Behind(full) : new Native(url, options);
  };
  window.qfLost = LOST;
})();
