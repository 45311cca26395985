/* 案例库筛选。没有脚本时左边是各项的目录。 */
(function () {
  var root = document.querySelector("[data-qf-library]");
  if (!root) return;
  var PAGE = 60, shown = PAGE, found = [];
  var said = root.querySelector("[data-qf-said]"), more = root.querySelector("[data-qf-more]");
  var cases = Array.prototype.map.call(root.querySelector("[data-qf-cases]").children, function (item) {
    var title = item.querySelector(".qf-list__title").textContent, marks = JSON.parse(item.dataset.qfMarks);
    return { item: item, marks: marks, text: qfFold(title + " " + item.dataset.qfTags) };
  });

  function draw() {
    cases.forEach(function (one) { one.item.hidden = true; });
    found.slice(0, shown).forEach(function (one) { one.item.hidden = false; });
    more.hidden = found.length <= shown;
  }

  function show(fit, any) {
    found = fit;
    shown = PAGE;
    said.textContent = any ? (found.length ? "符合条件的有 " + found.length + " 起。" : "没有符合条件的案例，请减少条件。") : "共 " + cases.length + " 起。";
    draw();
  }

  more.querySelector("button").addEventListener("click", function () { shown += PAGE; draw(); });
  said.hidden = false;
  qfFacets(root, cases, { show: show });
})();
