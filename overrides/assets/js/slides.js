/* 放映：方向键、翻页键、空格和翻页笔翻页，触摸左右滑动，点开参考要点再翻页。没有脚本时各张上下排列，可以滚动。 */
(function () {
  var root = document.querySelector("[data-qf-slides]");
  if (!root) return;
  var slides = Array.prototype.slice.call(root.querySelectorAll(".qf-slide"));
  var bar = document.querySelector(".qf-slides__bar");
  var count = bar.querySelector("[data-qf-count]"), full = bar.querySelector("[data-qf-full]");
  var here = 0, digits = "", start = null;

  function answer(slide) { return slide.querySelector("[data-qf-reveal]"); }

  function show(n, opened) {
    here = Math.max(0, Math.min(slides.length - 1, n));
    slides.forEach(function (slide, m) {
      slide.toggleAttribute("data-here", m === here);
      if (m === here && answer(slide)) answer(slide).hidden = !opened;
    });
    slides[here].scrollTop = 0;
    count.textContent = here + 1 + " / " + slides.length;
    history.replaceState(null, "", "#s" + (here + 1));
  }

  function next() {
    var hidden = answer(slides[here]);
    if (hidden && hidden.hidden) { hidden.hidden = false; hidden.scrollIntoView({ block: "nearest" }); return; }
    if (here < slides.length - 1) show(here + 1);
  }

  function back() {
    var shown = answer(slides[here]);
    if (shown && !shown.hidden) { shown.hidden = true; return; }
    if (here) show(here - 1, true);
  }

  function wide() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen();
  }

  function leave() { location.href = root.dataset.qfBack; }

  var keys = {
    ArrowRight: next, ArrowDown: next, PageDown: next, " ": next, n: next,
    ArrowLeft: back, ArrowUp: back, PageUp: back, Backspace: back, p: back,
    Home: function () { show(0); }, End: function () { show(slides.length - 1); },
    f: wide, F5: wide, b: black, ".": black,
    Escape: function () { if (root.hasAttribute("data-black")) black(); else if (!document.fullscreenElement) leave(); },
    Enter: function () { if (digits) show(Number(digits) - 1); else next(); digits = ""; }
  };

  function black() { root.toggleAttribute("data-black"); }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (/^\d$/.test(key)) { digits = (digits + key).slice(-3); return; }
    var pressed = event.target.closest && event.target.closest("a, button");
    if (pressed && (key === "Enter" || key === " ")) return;
    if (!keys[key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (root.hasAttribute("data-black") && key !== "b" && key !== "." && key !== "Escape") black();
    else keys[key]();
    if (key !== "Enter") digits = "";
  }, true);

  root.addEventListener("touchstart", function (event) { start = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  root.addEventListener("touchend", function (event) {
    if (!start) return;
    var x = event.changedTouches[0].clientX - start.clientX, y = event.changedTouches[0].clientY - start.clientY;
    if (Math.abs(x) > 48 && Math.abs(x) > 2 * Math.abs(y)) { if (x < 0) next(); else back(); }
    start = null;
  }, { passive: true });

  [["[data-qf-next]", next], ["[data-qf-prev]", back], ["[data-qf-full]", wide]].forEach(function (pair) {
    var button = bar.querySelector(pair[0]);
    button.hidden = button === full && !document.documentElement.requestFullscreen;
    button.addEventListener("click", pair[1]);
  });
  window.addEventListener("hashchange", jump);

  function jump() {
    var match = /^#s(\d+)$/.exec(location.hash);
    show(match ? Number(match[1]) - 1 : 0);
  }

  root.setAttribute("data-on", "");
  jump();
})();
