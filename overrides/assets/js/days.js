/* 今日一幅：站点没有每天生成时，按读者今天的日期换成该看的那一幅。 */
(function () {
  var mark = document.querySelector("meta[name=qf-day]");
  if (!mark || mark.dataset.fixed !== undefined) return;
  var now = new Date();
  var today = now.getFullYear() + "-" + String(now.getMonth() + 1).padStart(2, "0") + "-" + String(now.getDate()).padStart(2, "0");
  document.querySelectorAll("[data-qf-days]").forEach(function (place) {
    var wanted = place.querySelector("[data-day='" + today + "']");
    if (!wanted) return;
    place.querySelectorAll("[data-day]").forEach(function (one) { one.hidden = one !== wanted; });
  });
})();
