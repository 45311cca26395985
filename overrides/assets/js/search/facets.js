/* 检索页的筛选：每一项的几个值任选，几项之间同时满足；后面的数是别的条件不变时的页数。 */
(function (root) {
  "use strict";
  const ORDER = ["栏目", "年份", "文种", "效力", "发文机关", "责任单位", "违反纪律", "案例主题"], SHORT = 6;
  const own = (object, name) => Object.prototype.hasOwnProperty.call(object, name);

  function ordered(names) {
    const place = name => ORDER.indexOf(name) < 0 ? ORDER.length : ORDER.indexOf(name);
    return names.slice().sort((a, b) => place(a) - place(b) || a.localeCompare(b, "zh-CN"));
  }

  function sorted(name, pairs, chosen) {
    const all = pairs.concat(chosen.filter(value => !pairs.some(pair => pair[0] === value)).map(value => [value, 0]));
    return all.sort((a, b) => name === "年份" ? b[0].localeCompare(a[0]) : b[1] - a[1] || a[0].localeCompare(b[0], "zh-CN"));
  }

  /* box：放各项的元素；change(名, 值, 选上) 在读者勾选时调用。 */
  function Facets(box, change) {
    const make = root.qfHit.make, opened = new Set();

    function value(name, pair, chosen) {
      const item = make("li"), label = make("label"), check = make("input");
      check.type = "checkbox";
      check.name = name;
      check.value = pair[0];
      check.checked = chosen.indexOf(pair[0]) >= 0;
      check.addEventListener("change", () => change(name, pair[0], check.checked));
      label.append(check, make("span", "qf-sieve__name", pair[0]), make("span", "qf-sieve__count", String(pair[1])));
      item.append(label);
      return item;
    }

    function group(name, pairs, chosen) {
      const out = make("fieldset", "qf-sieve"), list = make("ul");
      out.append(make("legend", "", name), list);
      const all = sorted(name, pairs, chosen);
      all.forEach((pair, n) => {
        const item = value(name, pair, chosen);
        item.hidden = all.length > SHORT + 1 && n >= SHORT && !opened.has(name) && chosen.indexOf(pair[0]) < 0;
        list.append(item);
      });
      if (all.length > SHORT + 1) out.append(more(name, list, () => draw.again()));
      return out;
    }

    function more(name, list, again) {
      const hidden = Array.from(list.children).filter(item => item.hidden).length;
      const button = make("button", "qf-sieve__more", opened.has(name) ? "收起" : "更多（" + hidden + "）");
      button.type = "button";
      button.dataset.more = name;
      button.setAttribute("aria-expanded", String(opened.has(name)));
      button.addEventListener("click", () => { if (!opened.delete(name)) opened.add(name); again(); });
      return button;
    }

    function draw(facets, filters) {
      draw.again = () => draw(facets, filters);
      const at = document.activeElement, inside = box.contains(at) ? [at.dataset.more, at.name, at.value] : null;
      box.textContent = "";
      ordered(Object.keys(facets)).forEach(name => {
        const chosen = filters[name] || [], pairs = facets[name].filter(pair => pair[0]);
        if (chosen.length || pairs.length > 1) box.append(group(name, pairs, chosen));
      });
      if (inside) back(inside);
    }

    function back(inside) {
      const same = Array.from(box.querySelectorAll("input, button")).find(one => inside[0] ? one.dataset.more === inside[0] : one.name === inside[1] && one.value === inside[2]);
      if (same) same.focus();
    }

    this.draw = draw;
  }

  root.qfFacets = { Facets: Facets, ordered: ordered, own: own };
})(window);
