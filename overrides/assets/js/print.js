/* 打印按钮。没有脚本时按钮不出现，用浏览器的打印命令。 */
(function () {
  document.querySelectorAll("[data-qf-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
