/* 从数字点过来，展开它背后的记录。 */
(function () {
  function open() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var next = target && target.nextElementSibling;
    if (next && next.tagName === "DETAILS") next.open = true;
  }
  window.addEventListener("hashchange", open);
  open();
  document.querySelectorAll(".qf-scroll").forEach(function (box) {
    var now = box.querySelector("thead [aria-current]");
    if (now && box.scrollWidth > box.clientWidth) box.scrollLeft = now.offsetLeft - box.clientWidth / 2;
  });
})();

/* 依赖日期的内容在生成时已经算对；站点没有固定日期时，按读者今天的日期更正“本周学习”、各场的状态和“今日一幅”。 */
(function () {
  var mark = document.querySelector("meta[name=qf-day]");
  if (!mark || mark.dataset.fixed !== undefined) return;

  function iso(day) {
    return day.getFullYear() + "-" + String(day.getMonth() + 1).padStart(2, "0") + "-" + String(day.getDate()).padStart(2, "0");
  }
  function said(day) { return (day.getMonth() + 1) + "月" + day.getDate() + "日"; }

  var now = new Date();
  var today = iso(now);
  if (today === mark.content) return;
  var monday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - ((now.getDay() + 6) % 7));
  var sunday = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + 6);
  var first = iso(monday), last = iso(sunday);

  document.querySelectorAll("[data-qf-week-days]").forEach(function (place) {
    place.textContent = said(monday) + "至" + said(sunday);
  });
  document.querySelectorAll("[data-qf-week]").forEach(function (panel) {
    var any = false;
    panel.querySelectorAll("[data-qf-day]").forEach(function (line) {
      line.hidden = line.dataset.qfDay < first || line.dataset.qfDay > last;
      any = any || !line.hidden;
    });
    var none = panel.querySelector("[data-qf-week-none]");
    if (none) none.hidden = any;
  });
  document.querySelectorAll(".qf-chip[data-qf-date]").forEach(function (chip) {
    if (chip.dataset.qfHeld !== undefined) return;
    var day = chip.dataset.qfDate;
    chip.textContent = day < today ? "逾期未记录" : day >= first && day <= last ? "本周" : "待开展";
    chip.dataset.state = chip.textContent;
  });
  document.querySelectorAll("[data-qf-days]").forEach(function (place) {
    var wanted = place.querySelector("[data-day='" + today + "']");
    if (!wanted) return;
    place.querySelectorAll("[data-day]").forEach(function (one) { one.hidden = one !== wanted; });
  });
})();
