/* 放大看画：双指、滚轮、加减号放大，拖动移动，Esc 离开。没有脚本时链接直接打开大图。
   查看器（PhotoSwipe）第一次用到时才装进来。 */
(function () {
  var script = document.currentScript, base = script.src.replace(/js\/zoom\.js.*$/, "vendor/photoswipe/");
  var waiting = null, open = null;

  function load(then) {
    if (window.PhotoSwipe) return then();
    if (waiting) return;
    waiting = then;
    var style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = base + "photoswipe.css";
    document.head.appendChild(style);
    var viewer = document.createElement("script");
    viewer.src = base + "photoswipe.umd.min.js";
    viewer.onload = function () { var go = waiting; waiting = null; go(); };
    viewer.onerror = function () { waiting = null; };
    document.head.appendChild(viewer);
  }

  function show(link) {
    var picture = link.querySelector("img"), drawn = /\.svg$/.test(link.getAttribute("href"));
    var scale = drawn ? 2.5 : 1; // 矢量图放多大都清楚
    open = new window.PhotoSwipe({
      dataSource: [{ src: link.href, msrc: picture.currentSrc, alt: picture.alt, width: link.dataset.width * scale, height: link.dataset.height * scale }],
      index: 0, bgOpacity: 0.94, wheelToZoom: true, returnFocus: true, trapFocus: true, maxZoomLevel: 4,
      showHideAnimationType: matchMedia("(prefers-reduced-motion: reduce)").matches ? "none" : "fade",
      closeTitle: "关闭（Esc）", zoomTitle: "放大、缩小（Z）", errorMsg: "图片打不开"
    });
    open.on("destroy", function () { open = null; link.focus(); });
    open.init();
  }

  function by(factor) {
    var slide = open && open.currSlide;
    if (slide) slide.zoomTo(slide.currZoomLevel * factor, undefined, 200);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-qf-zoom]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load(function () { show(link); });
  });
  document.addEventListener("keydown", function (event) {
    if (open && (event.key === "+" || event.key === "=")) by(1.5);
    if (open && event.key === "-") by(1 / 1.5);
  });
  window.qfZoom = { shown: function () { return open !== null; } };
})();
