/* 首页的大搜索框：把输入交给页眉里的搜索，结果和键盘操作都在那里。 */
(function () {
  function open(text) {
    var toggle = document.querySelector("[data-md-toggle=search]");
    var box = document.querySelector("[data-md-component=search-query]");
    if (!toggle || !box) return false;
    if (!toggle.checked) toggle.click();
    box.value = text;
    box.focus();
    box.dispatchEvent(new Event("keyup", { bubbles: true }));
    return true;
  }
  document.querySelectorAll("form[data-qf-search]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (open(form.elements.q.value.trim())) event.preventDefault();
    });
  });
})();
