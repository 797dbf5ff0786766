(function () {
  "use strict";
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function key(row, column) {
    var cell = row.cells[column], raw = cell.getAttribute("data-sort");
    if (raw === null) { raw = cell.textContent.replace(/^\s+|\s+$/g, ""); }
    return raw;
  }
  function compare(a, b) {
    if (a === "" || b === "") { return (a === "") - (b === ""); }
    var x = Number(a), y = Number(b);
    if (!isNaN(x) && !isNaN(y)) { return x - y; }
    return a.localeCompare(b, "zh");
  }
  all("table.sortable").forEach(function (table) {
    all("thead th", table).forEach(function (head, column) {
      var button = document.createElement("span"); /* a real button is left out of headings repeated in print */
      button.className = "sort";
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); button.click(); }
      });
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        var body = table.tBodies[0], rows = all("tr", body).map(function (row, at) { return { row: row, key: key(row, column), at: at }; });
        rows.sort(function (a, b) {
          var empty = (a.key === "") - (b.key === "");
          return empty || (down ? -1 : 1) * compare(a.key, b.key) || a.at - b.at;
        });
        rows.forEach(function (item) { body.appendChild(item.row); });
        all("th", table.tHead).forEach(function (other) { other.setAttribute("aria-sort", "none"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
      });
    });
  });
  all("form.filter").forEach(function (form) {
    var table = document.getElementById(form.getAttribute("data-table")), count = form.querySelector(".count");
    function apply() {
      var words = form.elements.q.value.toLowerCase().split(/\s+/), rule = form.elements.rule ? form.elements.rule.value : "";
      var wanted = all("input[name=severity]", form), shown = 0;
      all("tbody tr", table).forEach(function (row) {
        var text = row.textContent.toLowerCase(), fits = words.every(function (word) { return text.indexOf(word) >= 0; });
        if (rule && row.getAttribute("data-code") !== rule) { fits = false; }
        wanted.forEach(function (box) { if (!box.checked && box.value === row.getAttribute("data-severity")) { fits = false; } });
        row.hidden = !fits;
        if (fits) { shown += 1; }
      });
      count.textContent = "显示 " + shown + " 条";
    }
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    ["input", "change"].forEach(function (name) { form.addEventListener(name, apply); });
    apply();
  });
  /* What is drawn when it is opened ------------------------------------------------------------------------------- */
  var holder = document.getElementById("data"), data = holder ? JSON.parse(holder.textContent) : null;
  var SVG = "http://www.w3.org/2000/svg", CELL = 15, TOP = 16, LEFT = 46;
  function el(tag, attributes, children) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) {
      made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return made;
  }
  function shape(tag, attributes, text) {
    var made = document.createElementNS(SVG, tag);
    Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    if (text !== undefined) { made.appendChild(document.createTextNode(text)); }
    return made;
  }
  function table(caption, heads, rows) {
    var top = el("tr", {}, heads.map(function (head) { return el("th", head[1] ? { scope: "col", "class": "n" } : { scope: "col" }, [head[0]]); }));
    var body = rows.map(function (cells) {
      return el("tr", {}, cells.map(function (cell) { return cell.tagName ? cell : el("td", cell[1] ? { "class": cell[1] } : {}, [cell[0]]); }));
    });
    return el("div", { "class": "tablebox" }, [el("table", {}, [el("caption", {}, [caption]), el("thead", {}, [top]), el("tbody", {}, body)])]);
  }
  function number(value) { return value === null ? "—" : value; }
  function dayOf(index) {
    var first = data.from.split("-");
    return new Date(Date.UTC(Number(first[0]), Number(first[1]) - 1, Number(first[2]) + index));
  }
  function spell(day) { return (day.getUTCMonth() + 1) + "月" + day.getUTCDate() + "日"; }
  function describe(value) {
    var morning = data.kinds[value >> 4][2], afternoon = data.kinds[value & 15][2];
    return morning === afternoon ? morning : "上午" + morning + "、下午" + afternoon;
  }
  function daysOf(year) {
    var days = [], index;
    for (index = 0; index < year[1]; index += 1) { days.push(data.mask.charAt(year[0] + index) === "1" ? 0x11 : 0); }
    (year[2] ? year[2].split(" ") : []).forEach(function (item) {
      var parts = item.split(":"), at = parts[0].split("+"), run = Number(at[1] || 0), i;
      for (i = 0; i <= run; i += 1) { days[Number(at[0]) + i] = parseInt(parts[1], 16); }
    });
    return days;
  }
  function calendar(year) {
    var days = daysOf(year), svg = shape("svg", { "class": "year", role: "img" }), spoken = {}, order = [], row = -1, month = "", index = 0;
    [1, 5, 10, 15, 20, 25, 31].forEach(function (day) {
      svg.appendChild(shape("text", { x: LEFT + (day - 0.5) * CELL, y: 11, "class": "tick", "text-anchor": "middle" }, String(day)));
    });
    while (index < days.length) {
      var day = dayOf(year[0] + index), name = day.getUTCFullYear() + "." + (day.getUTCMonth() + 1);
      if (name !== month) {
        month = name; row += 1;
        svg.appendChild(shape("text", { x: LEFT - 6, y: TOP + row * CELL + 11, "class": "tick", "text-anchor": "end" }, name.slice(2)));
      }
      var value = days[index], work = data.mask.charAt(year[0] + index) === "1", end = index;
      while (end + 1 < days.length && days[end + 1] === value && (data.mask.charAt(year[0] + end + 1) === "1") === work
        && dayOf(year[0] + end + 1).getUTCDate() !== 1) { end += 1; }
      var owed = work && !(year[3] && value === 0);
      run(svg, day, end - index + 1, value, owed, TOP + row * CELL);
      if (owed && value !== 0x11) {
        var words = describe(value), i;
        if (!spoken[words]) { spoken[words] = []; order.push(words); }
        for (i = index; i <= end; i += 1) { spoken[words].push(spell(dayOf(year[0] + i))); }
      }
      index = end + 1;
    }
    var bottom = TOP + (row + 1) * CELL, lines = "", at;
    for (at = 1; at < 31; at += 1) { lines += "M" + (LEFT + at * CELL - 0.5) + " " + TOP + "V" + bottom; }
    svg.appendChild(shape("path", { d: lines, "class": "days" }));
    var said = order.map(function (words) { return words + " " + spoken[words].join("、"); }).join("；");
    var width = LEFT + 31 * CELL + 2;
    svg.setAttribute("viewBox", "0 0 " + width + " " + (bottom + 2));
    svg.setAttribute("width", width);
    svg.setAttribute("height", bottom + 2);
    svg.setAttribute("aria-label", "全年考勤：" + (said || "天天出勤"));
    return svg;
  }
  function run(svg, day, length, value, owed, y) {
    var x = LEFT + (day.getUTCDate() - 1) * CELL, width = length * CELL - 1, i;
    var morning = data.kinds[value >> 4], afternoon = data.kinds[value & 15], off = owed ? "" : " off";
    function box(top, height, style, tip) {
      var made = shape("rect", { x: x, y: top, width: width, height: height, "class": style });
      if (tip) { made.appendChild(shape("title", {}, tip)); }
      svg.appendChild(made);
    }
    if (!owed && value === 0) { box(y, CELL - 1, "d-off", ""); return; }
    var tip = spell(day) + (length > 1 ? "起 " + length + " 天" : "") + "：" + describe(value);
    if (morning !== afternoon) {
      box(y, (CELL - 1) / 2, "d-" + morning[0] + off, tip);
      box(y + (CELL - 1) / 2, (CELL - 1) / 2, "d-" + afternoon[0] + off, tip);
      return;
    }
    box(y, CELL - 1, "d-" + morning[0] + off, value === 0x11 && owed ? "" : tip);
    for (i = 0; morning[1] && i < length; i += 1) {
      svg.appendChild(shape("text", { x: x + (i + 0.5) * CELL - 0.5, y: y + 11, "class": "sign", "text-anchor": "middle" }, morning[1]));
    }
  }
  function person(box, one) {
    box.appendChild(el("ul", { "class": "facts" }, one.facts.map(function (text) { return el("li", {}, [text]); })));
    box.appendChild(one.year ? calendar(one.year) : el("p", { "class": "muted" }, ["没有逐日考勤。"]));
    if (one.discipline && one.discipline.length) {
      box.appendChild(table("脱岗处理", [["查岗日期"], ["应作处理"], ["登记的处理"], ["单元格"]], one.discipline.map(function (d) { return [[d[0]], [d[1]], [d[2]], [d[3], "where"]]; })));
    }
    if (one.workload && one.workload.length) {
      box.appendChild(table("各月工作量", [["月份"], ["门诊诊疗", 1], ["带教查房", 1], ["外科手术", 1], ["助产服务", 1], ["审核备案"]], one.workload.map(function (w) { return w.map(function (text, at) { return [text, at > 0 && at < 5 ? "n" : ""]; }); })));
    }
    if (!one.items.length) { return; }
    var rows = [];
    one.items.forEach(function (item, at) {
      var head = data.heads[at], note = item[1] || (item[2].length ? "" : "没有扣分");
      rows.push([el("th", { scope: "row" }, [head[0] + " " + head[1]]), [number(item[0]) + " / " + head[2], "n"], el("td", { colspan: "3", "class": "muted" }, [note])]);
      item[2].forEach(function (e) { rows.push([[e[0], "k"], [e[1], "n lost"], [e[2]], [e[3]], [e[4], "where"]]); });
    });
    box.appendChild(table("扣分明细", [["条款"], ["分", 1], ["为什么"], ["依据"], ["单元格"]], rows));
  }
  function rubric(role, items) {
    var rows = [], heads = data.rubrics[role];
    items.forEach(function (item, at) {
      var head = heads[at];
      rows.push([el("th", { scope: "row", "class": "k" }, [head[0]]), el("th", { scope: "row" }, [head[1]]), [head[2], "n"], [number(item[0]), "n"], [""], [item[1], "muted"]]);
      item[2].forEach(function (line, position) {
        var title = head[3][position], said = [line[2], line[3], line[4]].filter(Boolean).join(" ");
        rows.push([[title[0], "k muted"], [title[1]], [title[2], "n"], [number(line[0]), "n"], [line[1], "n lost"], [said]]);
      });
    });
    return table(role === "support" ? "支援单位逐条得分" : "受援单位逐条得分", [["条款"], ["内容"], ["满分", 1], ["得分", 1], ["扣分", 1], ["依据与说明"]], rows);
  }
  function copied(id, caption, rows) {
    var head = document.getElementById(id).tHead.cloneNode(true);
    all(".sort", head).forEach(function (sort) { sort.className = ""; sort.removeAttribute("role"); sort.removeAttribute("tabindex"); });
    var copies = rows.map(function (row) { var copy = row.cloneNode(true); copy.hidden = false; return copy; });
    return el("div", { "class": "tablebox" }, [el("table", {}, [el("caption", {}, [caption]), head, el("tbody", {}, copies)])]);
  }
  function unit(box, card) {
    var own = card.getAttribute("data-unit"), numbers = card.getAttribute("data-people").split(" ");
    var people = numbers.map(function (at) { return rowsOf.people[Number(at) - 1]; }).filter(Boolean);
    var found = rowsOf.found.filter(function (row) {
      return row.getAttribute("data-severity") !== "info" && (" " + row.getAttribute("data-units") + " ").indexOf(" " + own + " ") >= 0;
    });
    box.appendChild(el("p", { "class": "tools" }, [el("button", { type: "button", "class": "button", "data-print": "1" }, ["只印这个单位"])]));
    box.querySelector("button").addEventListener("click", function () { choose(card); window.print(); });
    if (people.length) { box.appendChild(copied("persons", "派驻人员（" + people.length + " 人次）", people)); }
    if (document.getElementById("found")) {
      box.appendChild(found.length ? copied("found", "错误和提醒（" + found.length + " 项）", found) : el("p", { "class": "muted" }, ["没有错误和提醒。"]));
    }
    (data.units[own] || []).forEach(function (one) { box.appendChild(rubric(one[0], one[1])); });
  }
  var rowsOf = { people: all("#persons tbody tr"), found: all("#found tbody tr") };
  function draw(card) {
    var box = card.lastElementChild;
    if (!data || card.getAttribute("data-drawn") || !box) { return; }
    card.setAttribute("data-drawn", "1");
    if (card.hasAttribute("data-person")) { person(box, data.people[Number(card.getAttribute("data-person"))]); }
    if (card.hasAttribute("data-unit")) { unit(box, card); }
  }
  all("details.card").forEach(function (card) { card.addEventListener("toggle", function () { if (card.open) { draw(card); } }); });
  function choose(card) {
    all("details.unit").forEach(function (other) { other.classList.toggle("chosen", other === card); });
    document.body.classList.toggle("only", Boolean(card));
  }
  all("[data-csv]").forEach(function (button) {
    button.addEventListener("click", function () {
      var own = document.getElementById(button.getAttribute("data-csv")), lines = [];
      function cell(text) {
        text = text.replace(/\s+/g, " ").replace(/^ | $/g, "");
        if (/^[=+\-@]/.test(text) && isNaN(Number(text))) { text = "'" + text; }
        return '"' + text.replace(/"/g, '""') + '"';
      }
      function text(node) { return cell(node.textContent); }
      lines.push(all("thead th", own).map(text).join(","));
      all("tbody tr", own).forEach(function (row) {
        if (row.hidden) { return; }
        var several = all("details.many li", row);
        if (!several.length) { lines.push(all("td", row).map(text).join(",")); return; }
        several.forEach(function (one) {
          var cells = all("td", row).map(text), place = one.querySelector(".where"), whole = one.cloneNode(true);
          whole.removeChild(whole.querySelector(".where"));
          cells[3] = cell(whole.textContent);
          cells[5] = cell(place.textContent);
          lines.push(cells.join(","));
        });
      });
      var link = el("a", { download: document.title + "-" + button.getAttribute("data-csv") + ".csv", href: URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" })) }, []);
      document.body.appendChild(link);
      link.click();
      document.body.removeChild(link);
    });
  });
  all("[data-open]").forEach(function (button) {
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-pressed") !== "true";
      all("details.card", document.getElementById(button.getAttribute("data-open"))).forEach(function (card) { if (open) { draw(card); } card.open = open; });
      button.setAttribute("aria-pressed", String(open));
      button.textContent = open ? "全部收起" : "全部展开";
    });
  });
  function follow() {
    var hash = location.hash.slice(1), wanted;
    try { wanted = decodeURIComponent(hash); } catch (error) { wanted = hash; }
    var named = wanted.indexOf("单位=") === 0 ? wanted.slice(3) : null;
    var card = named === null ? (wanted && document.getElementById(wanted)) : all("details.unit").filter(function (one) { return one.getAttribute("data-name") === named; })[0];
    choose(named === null ? null : card || null);
    if (card && card.tagName === "DETAILS") { draw(card); card.open = true; card.scrollIntoView(); card.querySelector("summary").focus(); }
  }
  window.addEventListener("hashchange", follow);
  follow();
}());
