/* 页眉搜索框的补充：首页的大搜索框交给它；鼠标粘贴、语音和手机输入法也立即搜；直接打开文件时说明搜不了。 */
(function () {
  var toggle = document.querySelector("[data-md-toggle=search]");
  var dialog = document.querySelector("[data-md-component=search]");
  var box = document.querySelector("[data-md-component=search-query]");
  if (location.protocol === "file:") explain();
  if (!toggle || !dialog || !box) return;

  dialog.setAttribute("aria-label", "搜索");
  /* Material 只听 keyup，见其 watchSearchQuery。 */
  function search() { box.dispatchEvent(new Event("keyup", { bubbles: true })); }
  box.addEventListener("input", search);

  document.querySelectorAll("form[data-qf-search]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (!toggle.checked) toggle.click();
      box.value = form.elements.q.value.trim();
      box.focus();
      search();
    });
  });

  function explain() {
    document.querySelectorAll("form[data-qf-search]").forEach(function (form) {
      var note = document.createElement("p");
      note.className = "qf-muted";
      note.textContent = "直接打开文件浏览时不能搜索，请从下面的栏目进入，或用任意静态服务器打开。";
      form.replaceWith(note);
    });
  }
})();
