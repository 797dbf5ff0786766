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
  all("[data-open]").forEach(function (button) {
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-pressed") !== "true";
      all("details.card", document.getElementById(button.getAttribute("data-open"))).forEach(function (card) { card.open = open; });
      button.setAttribute("aria-pressed", String(open));
      button.textContent = open ? "全部收起" : "全部展开";
    });
  });
  function follow() {
    var card = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (card && card.tagName === "DETAILS") { card.open = true; card.scrollIntoView(); card.querySelector("summary").focus(); }
  }
  window.addEventListener("hashchange", follow);
  follow();
}());
