/* 检索页上只有一个输入框：在 Material 的脚本以前拿掉页眉的那个，它也就不把地址里的 ?q= 当作自己的。 */
(function () {
  "use strict";
  document.querySelectorAll("[data-md-component=search], .md-header [for=__search]").forEach(one => one.remove());
})();
