/* 不带主题脚本的页面：颜色深浅跟着读者在站内选的走，没有选过就跟着系统走。 */
(function () {
  var root = document.documentElement, chosen = null;
  try {
    var scope = new URL(document.currentScript.dataset.root, location).pathname;
    chosen = JSON.parse(localStorage.getItem(scope + ".__palette"));
  } catch (error) { /* 读不到就当没有选过 */ }
  var system = matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    var scheme = chosen && chosen.color && chosen.color.scheme;
    root.setAttribute("data-md-color-scheme", scheme || (system.matches ? "slate" : "default"));
  }
  follow();
  if (system.addEventListener) system.addEventListener("change", follow);
})();
