/* 筛选栏：同一项里几个值任选其一，几项之间同时满足。条件写在网址的 # 后面，可以收藏和转发。
   qfFacets(root, rows, own)：rows 的每一条有 marks（各项的值）和 text（供按词查找，用 qfFold 处理过）；
   own.show(found, any) 收到符合条件的条目和是否有条件；own.write()、own.read(wanted) 可在网址里再加自己的部分。 */
(function () {
  window.qfFold = function (text) { return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " "); };

  window.qfFacets = function (root, rows, own) {
    var bar = root.querySelector("[data-qf-facets-bar]"), words = root.querySelector("[data-qf-words]"), clear = root.querySelector("[data-qf-clear]");
    var facets = Array.prototype.map.call(root.querySelectorAll("[data-qf-facet]"), function (box) {
      var key = box.dataset.qfFacet, by = {};
      var values = Array.prototype.map.call(box.querySelectorAll("[data-qf-value]"), function (item) {
        var value = valueOf(key, item);
        by[value.slug] = value;
        return value;
      });
      return { key: key, box: box, values: values, by: by, chosen: box.querySelector("[data-qf-chosen]") };
    });

    /* 目录里的链接换成可以勾选的条件；名称还是那个名称。 */
    function valueOf(key, item) {
      var link = item.firstElementChild, label = document.createElement("label"), box = document.createElement("input");
      box.type = "checkbox";
      box.name = key;
      box.value = item.dataset.qfValue;
      label.appendChild(box);
      label.appendChild(document.createTextNode(link.textContent));
      item.replaceChild(label, link);
      box.addEventListener("change", function () { update(true); });
      return { slug: box.value, box: box, item: item, count: item.querySelector(".qf-facet__count"), name: link.textContent };
    }

    function picked(facet) { return facet.values.filter(function (value) { return value.box.checked; }); }

    /* 每个值后面的数：别的条件不变，选上它会有几条。只差一项不符的条目，也算进那一项各值的数里。 */
    function update(write) {
      var wanted = qfFold(words.value).split(" ").filter(Boolean), found = [];
      var active = facets.map(function (facet) {
        facet.values.forEach(function (value) { value.sum = 0; value.on = value.box.checked; });
        return facet.values.some(function (value) { return value.on; });
      });
      rows.forEach(function (row) {
        if (!wanted.every(function (word) { return row.text.indexOf(word) >= 0; })) return;
        var misses = 0, missed = -1;
        facets.forEach(function (facet, n) {
          if (active[n] && !row.marks[facet.key].some(function (slug) { return facet.by[slug] && facet.by[slug].on; })) { misses += 1; missed = n; }
        });
        if (!misses) found.push(row);
        if (misses < 2) facets.forEach(function (facet, n) { if (!misses || n === missed) row.marks[facet.key].forEach(function (slug) { if (facet.by[slug]) facet.by[slug].sum += 1; }); });
      });
      facets.forEach(tell);
      var any = wanted.length > 0 || active.some(Boolean);
      clear.disabled = !any;
      own.show(found, any);
      if (write) save();
    }

    function tell(facet) {
      facet.values.forEach(function (value) {
        if (value.told !== value.sum) { value.count.textContent = value.sum; value.told = value.sum; }
        value.item.toggleAttribute("data-none", !value.sum && !value.on);
      });
      facet.chosen.textContent = picked(facet).map(function (value) { return value.name; }).join("、");
    }

    function save() {
      var parts = [];
      facets.forEach(function (facet) {
        var slugs = picked(facet).map(function (value) { return encodeURIComponent(value.slug); });
        if (slugs.length) parts.push(facet.key + "=" + slugs.join(","));
      });
      if (words.value.trim()) parts.push("q=" + encodeURIComponent(words.value.trim()));
      if (own.write) parts = parts.concat(own.write());
      history.replaceState(null, "", location.pathname + location.search + (parts.length ? "#" + parts.join("&") : ""));
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
        if (picked(facet).length) facet.box.open = true;
      });
      words.value = wanted.q || "";
      if (own.read) own.read(wanted);
      update(false);
    }

    words.addEventListener("input", function () { update(true); });
    clear.addEventListener("click", function () {
      facets.forEach(function (facet) { facet.values.forEach(function (value) { value.box.checked = false; }); });
      words.value = "";
      update(true);
      words.focus();
    });
    window.addEventListener("hashchange", read);
    if (window.matchMedia("(max-width: 59.98em)").matches) facets.forEach(function (facet) { facet.box.open = false; });
    bar.hidden = false;
    read();
    return { save: save };
  };
})();
