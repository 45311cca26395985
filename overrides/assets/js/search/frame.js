/* 在 Material 的脚本以前运行：直接打开的文件开不了 Worker，换成在页面里运行的同样的检索；
   并把每次结果的总数告诉 box.js。 */
(function () {
  "use strict";
  /* Material 自己的检索换成本站的：它从 __config 里读 Worker 的地址。 */
  const config = document.getElementById("__config"), given = JSON.parse(config.textContent);
  given.search = document.currentScript.dataset.worker;
  config.textContent = JSON.stringify(given);

  const Native = window.Worker, ours = /\/search\/worker\.js$/;

  function tell(data) {
    if (data && data.type === 3 && data.data.qf) window.dispatchEvent(new CustomEvent("qf-found", { detail: data.data.qf }));
  }

  function Inside(url) {
    const target = document.createDocumentFragment(), base = new URL("../../../", url).href;
    let box = null;
    const ready = ["words", "store", "excerpt", "closest", "look", "rank", "read", "find", "worker"].reduce((before, name) => before.then(() => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = base + "assets/js/search/" + name + ".js";
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    })), Promise.resolve()).then(() => { box = window.qfBox(base); });
    const answer = data => { const event = new MessageEvent("message", { data: data }); tell(data); target.dispatchEvent(event); if (this.onmessage) this.onmessage(event); };
    this.addEventListener = target.addEventListener.bind(target);
    this.removeEventListener = target.removeEventListener.bind(target);
    this.postMessage = message => { ready.then(() => box(message, answer)); };
    this.terminate = () => {};
  }

  window.Worker = function (url, options) {
    const full = new URL(url, location.href).href;
    if (location.protocol === "file:" && ours.test(full)) return new Inside(full);
    const worker = new Native(url, options);
    if (ours.test(full)) worker.addEventListener("message", event => tell(event.data));
    return worker;
  };
})();
