/* 沿墙走：方向键、翻页键、滚轮一次走一幅，手指滑动由浏览器自己来；地址跟着走到的那一幅变。
   没有脚本时墙面可以横向滚动，每幅有自己的地址。 */
(function () {
  var walk = document.querySelector("[data-qf-walk]");
  if (!walk) return;
  var strip = walk.querySelector("[data-qf-strip]");
  var stops = Array.prototype.slice.call(strip.querySelectorAll("[data-qf-stop]"));
  var now = walk.querySelector("[data-qf-now]"), map = walk.querySelector("[data-qf-plan]"), button = walk.querySelector("[data-qf-map]");
  var pictures = stops.filter(function (stop) { return stop.dataset.spotOf; });
  var still = matchMedia("(prefers-reduced-motion: reduce)");
  var here = -1, target = -1, wheeled = -Infinity, moving = 0;

  function leftOf(n) {
    var stop = stops[n];
    return stop.offsetLeft - strip.offsetLeft + stop.offsetWidth / 2 - strip.clientWidth / 2;
  }

  function go(n, jump) {
    target = Math.max(0, Math.min(stops.length - 1, n));
    near(target);
    strip.scrollTo({ left: leftOf(target), behavior: jump || still.matches ? "auto" : "smooth" });
    if (jump || still.matches) settle();
  }

  function nearest() {
    var middle = strip.scrollLeft + strip.clientWidth / 2, best = 0, far = Infinity;
    stops.forEach(function (stop, n) {
      var d = Math.abs(stop.offsetLeft - strip.offsetLeft + stop.offsetWidth / 2 - middle);
      if (d < far) { far = d; best = n; }
    });
    return best;
  }

  function near(n) {
    [n - 1, n, n + 1, n + 2].forEach(function (m) {
      var picture = stops[m] && stops[m].querySelector("img[loading=lazy]");
      if (picture) picture.loading = "eager";
    });
  }

  function mark(slug) {
    walk.querySelectorAll("[data-spot]").forEach(function (spot) {
      if (spot.dataset.spot === slug) spot.setAttribute("aria-current", spot.closest("svg") ? "location" : "step");
      else spot.removeAttribute("aria-current");
    });
  }

  function settle() {
    var n = nearest();
    if (n === here) return;
    if (here >= 0) stops[here].querySelectorAll("audio").forEach(function (sound) { sound.pause(); });
    here = n;
    near(n);
    var stop = stops[n], k = pictures.indexOf(stop);
    now.textContent = k < 0 ? stop.dataset.name : "第 " + (k + 1) + " 幅，共 " + pictures.length + " 幅：" + stop.dataset.name;
    mark(stop.dataset.spotOf || "");
    walk.dataset.at = stop.id;
    history.replaceState(null, "", "#" + stop.id);
  }

  function step(by) { go((moving && target >= 0 ? target : nearest()) + by); }

  strip.addEventListener("scroll", function () {
    clearTimeout(moving);
    moving = setTimeout(function () { moving = 0; target = -1; settle(); }, 120);
  }, { passive: true });

  function scrollable(node, down) {
    for (; node && node !== strip; node = node.parentElement) {
      var room = node.scrollHeight - node.clientHeight;
      if (room > 1 && /auto|scroll/.test(getComputedStyle(node).overflowY) && (down ? node.scrollTop < room - 1 : node.scrollTop > 0)) return true;
    }
    return false;
  }

  strip.addEventListener("wheel", function (event) {
    if (event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
    if (scrollable(event.target, event.deltaY > 0)) return;
    event.preventDefault();
    if (event.timeStamp - wheeled < 380 || Math.abs(event.deltaY) < 4) return;
    wheeled = event.timeStamp;
    step(event.deltaY > 0 ? 1 : -1);
  }, { passive: false });

  function showMap(open) {
    if (!map) return;
    map.hidden = !open;
    walk.toggleAttribute("data-map", open);
    button.setAttribute("aria-expanded", String(open));
  }

  function zoom() { var link = stops[nearest()].querySelector("[data-qf-zoom]"); if (link) link.click(); }
  function leave() { location.href = walk.dataset.qfBack; }

  var keys = {
    ArrowRight: function () { step(1); }, PageDown: function () { step(1); }, " ": function () { step(1); },
    ArrowLeft: function () { step(-1); }, PageUp: function () { step(-1); },
    Home: function () { go(0); }, End: function () { go(stops.length - 1); },
    Enter: zoom, z: zoom, m: function () { if (map) showMap(map.hidden); }, Escape: leave
  };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || (window.qfZoom && window.qfZoom.shown())) return;
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    var on = event.target.closest && event.target.closest("a, button, summary, audio, textarea, input");
    if (on && (key === "Enter" || key === " ")) return;
    if (event.target.tagName === "AUDIO" || !keys[key]) return;
    event.preventDefault();
    keys[key]();
  });

  walk.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (!link) return;
    var n = stops.findIndex(function (stop) { return stop.id === link.getAttribute("href").slice(1); });
    if (n < 0) return;
    event.preventDefault();
    go(n);
    if (map && innerWidth < 960) showMap(false);
  });

  strip.addEventListener("focusin", function (event) {
    var stop = event.target.closest("[data-qf-stop]"), n = stops.indexOf(stop);
    if (n >= 0 && n !== nearest()) go(n, true);
  });

  walk.querySelectorAll("[data-qf-step]").forEach(function (one) {
    one.hidden = false;
    one.addEventListener("click", function () { step(Number(one.dataset.qfStep)); });
  });
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () { showMap(map.hidden); });
    showMap(innerWidth >= 1200);
  }

  function arrive() {
    var wanted = decodeURIComponent(location.hash.slice(1));
    var n = stops.findIndex(function (stop) { return stop.id === wanted; });
    go(n < 0 ? 0 : n, true);
  }
  window.addEventListener("beforeprint", function () {
    strip.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  window.addEventListener("hashchange", arrive);
  var width = innerWidth;
  window.addEventListener("resize", function () { if (innerWidth !== width && here >= 0) { width = innerWidth; strip.scrollTo({ left: leftOf(here) }); } });
  arrive();
})();
