/* 随机抽测：名单、种子定了，抽出来的人就定了。名单不存、不发，只在页面里；算法在页面上用文字写明，改这里也要改那里。 */
(function () {
  var form = document.querySelector("[data-qf-draw]");
  if (!form) return;
  var LAST = 2147483646;
  var by = function (id) { return document.getElementById("draw-" + id); };
  var part = function (name) { return document.querySelector("[data-draw=" + name + "]"); };
  var said = by("said"), wrong = form.querySelector(".qf-draw__wrong"), result = part("result");

  /* 名单：{people: [{no, name, unit}], units: [单位], faults: [一句话], empty: 没写单位的人数} */
  function read(text) {
    var list = { people: [], units: [], faults: [], empty: 0 }, seen = {};
    text.replace(/\r\n?/g, "\n").split("\n").forEach(function (line, n) {
      var cells = split(line);
      if (!cells.length || heading(cells, list)) return;
      if (cells.length > 2) { list.faults.push("第 " + (n + 1) + " 行有 " + cells.length + " 栏，只留姓名和单位两栏"); return; }
      var name = cells[0], unit = cells[1] || "", key = name + "," + unit;
      if (!name) { list.faults.push("第 " + (n + 1) + " 行没有姓名"); return; }
      if (Object.prototype.hasOwnProperty.call(seen, key)) {
        list.faults.push("第 " + (n + 1) + " 行与第 " + seen[key] + " 行相同；确是两个人的，在姓名后面加甲、乙");
        return;
      }
      seen[key] = n + 1;
      if (!unit) list.empty += 1;
      if (list.units.indexOf(unit) < 0) list.units.push(unit);
      list.people.push({ no: list.people.length + 1, name: name, unit: unit });
    });
    return list;
  }

  /* 制表符最可靠，其次逗号，最后空格；最前面的序号不要。 */
  function split(line) {
    var sign = [/\t/, /[,，]/, /[ \u3000]+/].find(function (one) { return one.test(line.trim()); });
    var cells = (sign ? line.replace(/^[ \u3000]+|\s+$/g, "").split(sign) : [line]).map(function (cell) { return cell.trim(); });
    if (cells.length > 2 && /^\d+[.、．]?$/.test(cells[0])) cells.shift();
    while (cells.length > 1 && !cells[cells.length - 1]) cells.pop();
    return cells.length === 1 && !cells[0] ? [] : cells;
  }

  function heading(cells, list) {
    return !list.people.length && cells.some(function (cell) { return cell.replace(/\s/g, "") === "姓名"; });
  }

  /* 最小标准随机数（Park–Miller）：乘积小于 2 的 53 次方，计算器也算得准。 */
  function numbers(seed) {
    var x = seed, next = function () { x = (x * 16807) % 2147483647; return x; };
    for (var n = 0; n < 10; n += 1) next();
    return next;
  }

  function take(group, count, next) {
    var drawn = [];
    while (drawn.length < count && group.length) drawn.push(group.splice(next() % group.length, 1)[0]);
    return drawn;
  }

  function draw(list, plan) {
    var next = numbers(plan.seed), drawn = [], notes = [];
    var count = plan.way === "each" ? plan.each : plan.least;
    if (count) list.units.forEach(function (unit) {
      var group = list.people.filter(function (one) { return one.unit === unit; });
      if (group.length < count) notes.push((unit || "没写单位的") + "只有 " + group.length + " 人，全部抽中");
      drawn = drawn.concat(take(group, count, next));
    });
    if (plan.way === "total") {
      var rest = list.people.filter(function (one) { return drawn.indexOf(one) < 0; });
      drawn = drawn.concat(take(rest, plan.total - drawn.length, next));
    }
    return { drawn: drawn, notes: notes };
  }

  /* 哪里不对；空的就是可以抽。 */
  function faults(list, plan) {
    if (!list.people.length && !list.faults.length) return ["先粘贴名单"];
    if (list.faults.length) return ["名单里有 " + list.faults.length + " 处要改，见名单下面"];
    if (!/^\d{1,10}$/.test(plan.typed) || plan.seed < 1 || plan.seed > LAST) return ["种子应是 1 到 " + LAST + " 的整数，例如 20261124"];
    if (plan.way === "each") return plan.each >= 1 ? [] : ["每个单位抽的人数应是不小于 1 的整数，例如 2"];
    if (!(plan.total >= 1)) return ["共抽的人数应是不小于 1 的整数，例如 20"];
    if (!(plan.least >= 0)) return ["每个单位至少的人数应是不小于 0 的整数，例如 1"];
    if (plan.total > list.people.length) return ["名单上只有 " + list.people.length + " 人，抽不出 " + plan.total + " 人"];
    var least = list.units.reduce(function (sum, unit) {
      return sum + Math.min(plan.least, list.people.filter(function (one) { return one.unit === unit; }).length);
    }, 0);
    return least > plan.total ? ["每个单位至少 " + plan.least + " 人，加起来要 " + least + " 人，多于共抽的 " + plan.total + " 人"] : [];
  }

  function whole(field) { return /^\d+$/.test(field.value.trim()) ? Number(field.value) : NaN; }

  function planned() {
    var typed = by("seed").value.trim().replace(/[０-９]/g, function (sign) { return String.fromCharCode(sign.charCodeAt(0) - 65248); });
    return {
      way: form.querySelector("input[name=way]:checked").value,
      each: whole(by("each")), total: whole(by("total")), least: whole(by("least")), typed: typed, seed: Number(typed)
    };
  }

  function make(name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function fill(place, made) {
    place.textContent = "";
    made.forEach(function (one) { place.appendChild(one); });
  }

  function tell() {
    var list = read(by("list").value), lines = list.faults.slice(0, 8);
    var count = list.people.length ? list.people.length + " 人，" + list.units.filter(Boolean).length + " 个单位" : "";
    if (list.empty) count += "，" + list.empty + " 人没写单位，合在一起算一个单位";
    if (list.faults.length > 8) lines.push("还有 " + (list.faults.length - 8) + " 处");
    fill(said, (count ? [make("p", count)] : []).concat(lines.map(function (line) {
      var made = make("p", line);
      made.className = "qf-late";
      return made;
    })));
  }

  function stale() {
    result.hidden = true;
    wrong.textContent = "";
  }

  function fact(name, text) {
    var row = document.createElement("div");
    row.appendChild(make("dt", name));
    row.appendChild(make("dd", text));
    return row;
  }

  function today() {
    var mark = document.querySelector("meta[name=qf-day]"), now = new Date();
    var day = mark && mark.dataset.fixed !== undefined ? mark.content.split("-").map(Number) : [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    return day[0] + "年" + day[1] + "月" + day[2] + "日";
  }

  function show(list, plan, found) {
    var text = list.people.map(function (one) { return one.name + "," + one.unit; }).join("\n");
    var way = plan.way === "each" ? "每个单位抽 " + plan.each + " 人" : "全局共抽 " + plan.total + " 人，每个单位至少 " + plan.least + " 人";
    fill(part("facts"), [
      fact("抽取日期", today()), fact("抽法", way), fact("名单", list.people.length + " 人，" + list.units.length + " 个单位"),
      fact("抽中", found.drawn.length + " 人"), fact("种子", String(plan.seed)), fact("名单指纹", sha256(text).slice(0, 16).replace(/(.{4})(?=.)/g, "$1 "))
    ]);
    fill(part("notes"), found.notes.map(function (note) { return make("li", note); }));
    fill(part("rows"), found.drawn.map(function (one, n) {
      var row = document.createElement("tr");
      [n + 1, one.name, one.unit || "—", one.no].forEach(function (cell) { row.appendChild(make("td", String(cell))); });
      return row;
    }));
    result.hidden = false;
    result.focus({ preventScroll: true });
    result.scrollIntoView({ block: "start" });
  }

  /* SHA-256（FIPS 180-4）。浏览器自带的只在 https 下有，内网多用 http。 */
  function sha256(text) {
    var bytes = Array.from(new TextEncoder().encode(text)), size = bytes.length * 8, k = [], h = [], n, i;
    for (n = 2; k.length < 64; n += 1) {
      for (i = 2; i * i <= n && n % i; i += 1);
      if (i * i > n) { if (h.length < 8) h.push(fraction(Math.sqrt(n))); k.push(fraction(Math.cbrt(n))); }
    }
    bytes.push(128);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (i = 7; i >= 0; i -= 1) bytes.push(Math.floor(size / Math.pow(256, i)) % 256);
    for (n = 0; n < bytes.length; n += 64) h = block(h, k, bytes.slice(n, n + 64));
    return h.map(function (word) { return (word >>> 0).toString(16).padStart(8, "0"); }).join("");
  }

  function fraction(value) { return Math.floor((value - Math.floor(value)) * 4294967296) | 0; }

  function block(h, k, bytes) {
    var turn = function (x, n) { return (x >>> n) | (x << (32 - n)); };
    var w = [], s = h.slice(), i, a, b;
    for (i = 0; i < 64; i += 1) {
      if (i < 16) w[i] = (bytes[4 * i] << 24) | (bytes[4 * i + 1] << 16) | (bytes[4 * i + 2] << 8) | bytes[4 * i + 3];
      else {
        a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = (w[i - 16] + a + w[i - 7] + b) | 0;
      }
      a = (s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[i] + w[i]) | 0;
      b = ((turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]))) | 0;
      s = [(a + b) | 0, s[0], s[1], s[2], (s[3] + a) | 0, s[4], s[5], s[6]];
    }
    return h.map(function (word, n) { return (word + s[n]) | 0; });
  }

  function reseed() {
    var made = new Uint32Array(1);
    crypto.getRandomValues(made);
    by("seed").value = String(100000000 + made[0] % 900000000);
    stale();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    stale();
    var list = read(by("list").value), plan = planned(), slips = faults(list, plan);
    if (slips.length) { wrong.textContent = slips.join("；"); return; }
    show(list, plan, draw(list, plan));
  });
  form.addEventListener("input", stale);
  by("list").addEventListener("input", tell);
  part("seed").addEventListener("click", reseed);
  part("clear").addEventListener("click", function () {
    by("list").value = "";
    tell();
    stale();
    by("list").focus();
  });
  ["each", "total", "least"].forEach(function (id) {
    by(id).addEventListener("focus", function () { form.querySelector("input[value=" + (id === "each" ? "each" : "total") + "]").checked = true; });
  });
  form.hidden = false;
  reseed();
})();
