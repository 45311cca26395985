/* 大厅屏幕：一天到晚自己换画，换日子，换学习安排。页面里只有两层画来回用，内存不涨；
   画先整张取到手里再换，服务器不在也不停；站点更新了、服务器在，就自己重新装一次。 */
(function () {
  var root = document.querySelector("[data-qf-screen]");
  if (!root) return;
  var STAY = 18000, LOOK = 600000; // 一幅停多久、多久看一次站点有没有更新，毫秒
  var stage = root.querySelector("[data-qf-slides]");
  var clock = root.querySelector("[data-qf-time]"), date = root.querySelector("[data-qf-date]"), help = root.querySelector("[data-qf-help]");
  var slides = Array.prototype.map.call(stage.querySelectorAll("figure"), function (figure) {
    var picture = figure.querySelector("img"), best = figure.querySelector("source") || picture;
    return { src: source(best, picture), alt: picture.alt, words: figure.querySelector("figcaption").innerHTML, kept: "" };
  });
  var layers = [], front = 0, at = -1, timer = 0, paused = false, stamp = null, words = null;

  /* srcset 里够整屏用的那一张。 */
  function source(best, picture) {
    var set = (best.getAttribute("srcset") || "").split(",").map(function (one) {
      var parts = one.trim().split(/\s+/);
      return { uri: parts[0], width: parseInt(parts[1], 10) || 0 };
    }).filter(function (one) { return one.uri; });
    var wide = Math.min(2560, Math.max(screen.width, innerWidth) * (window.devicePixelRatio || 1));
    var fit = set.find(function (one) { return one.width >= wide; }) || set[set.length - 1];
    return fit ? fit.uri : picture.getAttribute("src");
  }

  function build() {
    stage.textContent = "";
    [0, 1].forEach(function () {
      var layer = document.createElement("figure");
      layer.className = "qf-screen__layer";
      stage.appendChild(layer);
      layers.push(layer);
    });
    words = document.createElement("p");
    words.className = "qf-screen__words";
    stage.appendChild(words);
  }

  /* 画的内容取一次，以后都用手里这一份；从磁盘打开时浏览器不让取，就直接用文件。 */
  function keep(slide) {
    if (slide.kept || location.protocol === "file:") return Promise.resolve(slide.kept || slide.src);
    return fetch(slide.src).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.blob();
    }).then(function (blob) { slide.kept = URL.createObjectURL(blob); return slide.kept; });
  }

  function show(n, tried) {
    clearTimeout(timer);
    if (!slides.length) return;
    var next = (n + slides.length) % slides.length, slide = slides[next], way = n < at ? -1 : 1;
    keep(slide).then(function (uri) {
      var layer = layers[1 - front], picture = layer.firstChild || layer.appendChild(document.createElement("img"));
      picture.alt = slide.alt;
      picture.src = uri;
      return picture.decode();
    }).then(function () {
      layers[1 - front].setAttribute("data-shown", "");
      layers[front].removeAttribute("data-shown");
      front = 1 - front;
      at = next;
      words.innerHTML = slide.words;
      words.classList.remove("qf-screen__words--new");
      void words.offsetWidth;
      words.classList.add("qf-screen__words--new");
      wait();
    }).catch(function () {
      /* 这一张取不到：换下一张；都取不到就守着现在的画，过一会儿再试。 */
      if ((tried || 0) < slides.length - 1) show(next + way, (tried || 0) + 1);
      else wait();
    });
  }

  /* 不等轮到，先一张一张取齐：服务器什么时候走开都不怕。 */
  function stock(n) {
    if (n < slides.length) keep(slides[n]).catch(function () {}).then(function () { setTimeout(stock, 1500, n + 1); });
  }

  function wait() {
    clearTimeout(timer);
    if (!paused) timer = setTimeout(function () { show(at + 1); }, STAY);
  }

  function two(n) { return String(n).padStart(2, "0"); }

  function tick() {
    var now = new Date(), today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
    var time = two(now.getHours()) + ":" + two(now.getMinutes());
    if (clock.textContent !== time) {
      clock.textContent = time;
      date.textContent = (now.getMonth() + 1) + "月" + now.getDate() + "日 星期" + "日一二三四五六"[now.getDay()];
      lines(today);
    }
    setTimeout(tick, 1000 - now.getMilliseconds());
  }

  function lines(today) {
    root.querySelectorAll("[data-qf-lines] p").forEach(function (line) {
      line.hidden = today < line.dataset.from || today > line.dataset.until;
    });
  }

  /* 站点重新生成过就重新装；取不到说明服务器不在，什么也不做。 */
  function look() {
    setTimeout(look, LOOK);
    if (location.protocol === "file:") return;
    fetch(root.dataset.qfStamp, { cache: "no-store" }).then(function (answer) {
      return answer.ok ? answer.text() : null;
    }).then(function (text) {
      if (text && stamp && text !== stamp) location.reload();
      stamp = text || stamp;
    }).catch(function () {});
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen();
  }

  function leave() { location.href = root.dataset.qfBack; }

  var keys = {
    f: full, F11: null,
    " ": function () { paused = !paused; root.toggleAttribute("data-paused", paused); if (paused) clearTimeout(timer); else wait(); },
    ArrowRight: function () { show(at + 1); }, ArrowLeft: function () { show(at - 1); },
    Escape: function () { if (!document.fullscreenElement) leave(); }, q: leave
  };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!keys[key]) return;
    event.preventDefault();
    keys[key]();
  });

  var hiding = 0;
  function wake() {
    root.removeAttribute("data-idle");
    clearTimeout(hiding);
    hiding = setTimeout(function () { root.setAttribute("data-idle", ""); }, 6000);
  }
  document.addEventListener("mousemove", wake);
  document.addEventListener("touchstart", wake, { passive: true });

  if (slides.length) { build(); help.hidden = false; }
  tick();
  wake();
  show(0);
  setTimeout(stock, 5000, 0);
  look();
})();
