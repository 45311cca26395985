/* 案例库筛选：同一项里几个值任选其一，几项之间同时满足。条件写在网址的 # 后面，可以收藏和转发。 */
(function () {
  var root = document.querySelector("[data-qf-library]");
  if (!root) return;
  var PAGE = 60;
  var list = root.querySelector("[data-qf-cases]"), said = root.querySelector("[data-qf-said]");
  var bar = root.querySelector("[data-qf-facets-bar]"), words = root.querySelector("[data-qf-words]"), clear = root.querySelector("[data-qf-clear]");
  var more = root.querySelector("[data-qf-more]"), shown = PAGE;
  var cases = Array.prototype.map.call(list.children, function (item) {
    var title = item.querySelector(".qf-list__title").textContent;
    return { item: item, marks: JSON.parse(item.dataset.qfMarks), text: fold(title + " " + item.dataset.qfTags) };
  });
  var facets = Array.prototype.map.call(root.querySelectorAll("[data-qf-facet]"), function (box) {
    var key = box.dataset.qfFacet;
    return { key: key, box: box, values: Array.prototype.map.call(box.querySelectorAll("[data-qf-value]"), function (item) { return valueOf(key, item); }) };
  });

  function fold(text) { return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " "); }

  /* 目录里的链接换成可以勾选的条件；名称还是那个名称。 */
  function valueOf(key, item) {
    var link = item.querySelector("a"), label = document.createElement("label"), box = document.createElement("input");
    box.type = "checkbox";
    box.name = key;
    box.value = item.dataset.qfValue;
    label.appendChild(box);
    label.appendChild(document.createTextNode(link.textContent));
    item.replaceChild(label, link);
    box.addEventListener("change", function () { shown = PAGE; update(true); });
    return { slug: box.value, box: box, item: item, count: item.querySelector(".qf-facet__count"), name: link.textContent };
  }

  function chosen(facet) { return facet.values.filter(function (value) { return value.box.checked; }); }

  function fits(one, facet, picked) {
    return !picked.length || picked.some(function (value) { return (one.marks[facet.key] || []).indexOf(value.slug) >= 0; });
  }

  function update(write) {
    var picked = facets.map(chosen), wanted = fold(words.value).split(" ").filter(Boolean);
    var misses = cases.map(function (one) {
      var out = [];
      facets.forEach(function (facet, n) { if (!fits(one, facet, picked[n])) out.push(n); });
      if (!wanted.every(function (word) { return one.text.indexOf(word) >= 0; })) out.push(-1);
      return out;
    });
    var found = 0;
    cases.forEach(function (one, m) {
      var fit = !misses[m].length;
      found += fit;
      one.item.hidden = !fit || found > shown;
    });
    facets.forEach(function (facet, n) { count(facet, n, misses, picked[n]); });
    var any = wanted.length || picked.some(function (some) { return some.length; });
    said.textContent = any ? (found ? "符合条件的有 " + found + " 起。" : "没有符合条件的案例，请减少条件。") : "共 " + cases.length + " 起。";
    clear.disabled = !any;
    more.hidden = found <= shown;
    if (write) history.replaceState(null, "", location.pathname + location.search + address(picked));
  }

  /* 每个值后面的数：别的条件不变，选上它会有几起。 */
  function count(facet, n, misses, picked) {
    facet.values.forEach(function (value) {
      var sum = cases.filter(function (one, m) {
        return misses[m].every(function (k) { return k === n; }) && (one.marks[facet.key] || []).indexOf(value.slug) >= 0;
      }).length;
      value.count.textContent = sum;
      value.item.toggleAttribute("data-none", !sum && !value.box.checked);
    });
    facet.box.querySelector("[data-qf-chosen]").textContent = picked.map(function (value) { return value.name; }).join("、");
  }

  function address(picked) {
    var parts = [];
    facets.forEach(function (facet, n) {
      if (picked[n].length) parts.push(facet.key + "=" + picked[n].map(function (value) { return encodeURIComponent(value.slug); }).join(","));
    });
    if (words.value.trim()) parts.push("q=" + encodeURIComponent(words.value.trim()));
    return parts.length ? "#" + parts.join("&") : "";
  }

  function read() {
    var wanted = {};
    location.hash.slice(1).split("&").forEach(function (part) {
      var pair = part.split("=");
      try { if (pair[1]) wanted[pair[0]] = decodeURIComponent(pair[1]); } catch (error) { /* 写坏的网址当作没有条件 */ }
    });
    facets.forEach(function (facet) {
      var slugs = (wanted[facet.key] || "").split(",");
      facet.values.forEach(function (value) { value.box.checked = slugs.indexOf(value.slug) >= 0; });
      if (chosen(facet).length) facet.box.open = true;
    });
    words.value = wanted.q || "";
    shown = PAGE;
    update(false);
  }

  words.addEventListener("input", function () { shown = PAGE; update(true); });
  clear.addEventListener("click", function () {
    facets.forEach(function (facet) { facet.values.forEach(function (value) { value.box.checked = false; }); });
    words.value = "";
    update(true);
    words.focus();
  });
  more.querySelector("button").addEventListener("click", function () { shown += PAGE; update(false); });
  window.addEventListener("hashchange", read);
  if (window.matchMedia("(max-width: 59.98em)").matches) facets.forEach(function (facet) { facet.box.open = false; });
  bar.hidden = false;
  said.hidden = false;
  read();
})();
