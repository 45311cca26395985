/* 单幅展板：左右方向键到上一幅、下一幅，手指左右滑也行；回车或 Z 放大。 */
(function () {
  var start = null;
  function go(rel) {
    var link = document.querySelector(".qf-ex__next a[rel=" + rel + "]");
    if (link) location.href = link.href;
  }
  document.querySelectorAll(".qf-plan__frame, .qf-elevation").forEach(function (box) {
    var here = box.querySelector("[aria-current]"), room = box.getBoundingClientRect();
    if (!here || box.scrollWidth <= box.clientWidth) return;
    var at = here.getBoundingClientRect();
    box.scrollLeft += at.left + at.width / 2 - room.left - room.width / 2;
  });
  function typing(target) { return target.closest && target.closest("input, textarea, audio, .qf-elevation, .qf-plan__frame"); }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || window.qfZoom.shown() || typing(event.target)) return;
    if (event.key === "ArrowRight") go("next");
    else if (event.key === "ArrowLeft") go("prev");
    else if (event.key === "z" || event.key === "Z") document.querySelector("[data-qf-zoom]").click();
  });
  document.addEventListener("touchstart", function (event) {
    var one = event.touches.length === 1 && !typing(event.target) && !window.qfZoom.shown();
    start = one ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  }, { passive: true });
  document.addEventListener("touchend", function (event) {
    if (!start) return;
    var dx = event.changedTouches[0].clientX - start.x, dy = event.changedTouches[0].clientY - start.y;
    start = null;
    if (Math.abs(dx) > 70 && Math.abs(dx) > 2 * Math.abs(dy)) go(dx < 0 ? "next" : "prev");
  }, { passive: true });
})();
