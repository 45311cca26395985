/* 复制按钮：复制同一块里的文字。没有脚本时按钮不出现，文字照常可选。 */
(function () {
  function copied(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    /* 内网多用 http，浏览器不给剪贴板接口。 */
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function say(button, word) {
    button.textContent = word;
    setTimeout(function () { button.textContent = "复制"; }, 1600);
  }

  document.querySelectorAll("[data-qf-copy]").forEach(function (button) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      var place = button.closest("[data-qf-copied]").querySelector("[data-qf-text]");
      var text = (place.value || place.textContent).trim();
      copied(text).then(function () { button.focus(); say(button, "已复制"); }, function () { say(button, "请手工复制"); });
    });
  });
})();
