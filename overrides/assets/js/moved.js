/* 旧网址：转到新网址，带上网址里 # 后面的位置。不启用脚本的由页面自己转，位置就丢了。 */
(function () {
  "use strict";
  var link = document.querySelector("[data-qf-moved]");
  if (location.hash) link.hash = location.hash;
  location.replace(link.href);
})();
