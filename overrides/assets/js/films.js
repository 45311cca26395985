/* 影片的字幕和字幕全文。没有脚本时影片照放，字幕在播放器的菜单里，全文在页面里。 */
(function () {
  var video = document.querySelector("[data-qf-film]");
  if (!video) return;
  var lines = Array.prototype.slice.call(document.querySelectorAll("[data-qf-transcript] li"));

  /* 直接从硬盘打开的页面，浏览器不让读字幕文件：用页面里的全文做一条字幕。 */
  function subtitles() {
    var element = video.querySelector("track");
    if (!element) return;
    if (/^https?:$/.test(location.protocol)) {
      element.track.mode = "showing";
      return;
    }
    element.remove();
    var track = video.addTextTrack("subtitles", "中文", "zh");
    lines.forEach(function (line) {
      track.addCue(new VTTCue(+line.dataset.start, +line.dataset.end, line.querySelector("[data-qf-words]").textContent));
    });
    track.mode = "showing";
  }

  /* 时间可以点：从那一句放起。 */
  function seek(line) {
    var place = line.querySelector(".qf-transcript__time");
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = place.textContent;
    button.setAttribute("aria-label", "从 " + place.textContent + " 放起");
    button.addEventListener("click", function () {
      video.currentTime = +line.dataset.start;
      video.play().catch(function () {});
    });
    place.textContent = "";
    place.appendChild(button);
  }

  function mark() {
    lines.forEach(function (line) {
      var now = video.currentTime >= +line.dataset.start && video.currentTime < +line.dataset.end && !video.ended;
      if (now) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    });
  }

  subtitles();
  lines.forEach(seek);
  video.addEventListener("timeupdate", mark);
  video.addEventListener("error", function () {
    var said = document.querySelector(".qf-film__error");
    if (said) said.hidden = false;
  });
})();
