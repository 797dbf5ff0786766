// qianyi.toml as a form. What the form does not know stays in the file as it is.
import { el } from "./dom.js";

const PLAIN = [["policy", "政策", "yanchi-2022"], ["county", "县（市、区）", ""], ["title", "活动名称", ""], ["office", "落款单位", ""]];
const plain = (text) => text;
const worth = (text) => (Number.isFinite(Number(text)) ? Number(text) : text);
const several = (text) => text.split(/[、,，]/).map((word) => word.trim()).filter(Boolean);
// key, title, heads of the two columns, and how a written value is meant
const PAIRS = [
  ["aliases", "单位的别名", "别名", "正式名", plain],
  ["headings", "表头的别的叫法（几个用、隔开）", "程序认的表头", "本县的叫法", several],
  ["marks", "没有图例时的记号", "记号", "意思", plain],
  ["grades", "等次的分数线（百分制）", "等次", "不低于", worth],
];
const WAIVER = [["code", "代码"], ["person", "人员"], ["institution", "单位"], ["reason", "理由"], ["approved_by", "批准人"], ["until", "期限"]];

const field = (name, words, value, type = "text") => el("label", {}, `${words} `, el("input", { name, value: value ?? "", type }));

function lines(title, cells, rows) {
  const body = el("tbody");
  const add = (values) => body.append(el("tr", {}, ...cells.map(([name, words], at) =>
    el("td", {}, el("input", { name, value: values[at] ?? "", ariaLabel: words })))));
  for (const row of [...rows, []]) add(row);
  const more = el("button", { type: "button", textContent: "加一行" });
  more.addEventListener("click", () => add([]));
  const head = el("tr", {}, ...cells.map(([, words]) => el("th", { scope: "col", textContent: words })));
  return el("fieldset", {}, el("legend", { textContent: title }), el("table", {}, el("thead", {}, head), body), more);
}

const texts = (fieldset) => [...fieldset.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input")].map(({ value }) => value.trim()));

export function settingsForm(form, values, save) {
  const shown = (table) => Object.entries(table ?? {}).map(([left, right]) => [left, [right].flat().join("、")]);
  const pairs = PAIRS.map(([key, title, left, right, meant]) =>
    [key, lines(title, [[`${key}-left`, left], [`${key}-right`, right]], shown(values[key])), meant]);
  const waivers = lines("豁免", WAIVER, (values.waivers ?? []).map((waiver) => WAIVER.map(([key]) => waiver[key])));
  const submit = el("button", { type: "submit", textContent: "存 qianyi.toml 并重算" });
  form.replaceChildren(
    el("fieldset", {}, el("legend", { textContent: "基本" }), ...PLAIN.map(([key, words]) => field(key, words, values[key])),
      field("start", "活动开始", values.campaign?.start, "date"), field("end", "活动结束", values.campaign?.end, "date")),
    ...pairs.map(([, fieldset]) => fieldset), waivers, el("p", {}, submit),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const changes = Object.fromEntries(PLAIN.map(([key]) => [key, form.elements[key].value.trim() || null]));
    const { start, end } = form.elements;
    changes.campaign = { ...values.campaign, ...(start.value && { start: start.value }), ...(end.value && { end: end.value }) };
    for (const [key, fieldset, meant] of pairs)
      changes[key] = Object.fromEntries(texts(fieldset).filter(([left, right]) => left && right).map(([left, right]) => [left, meant(right)]));
    changes.waivers = texts(waivers).filter(([code]) => code).map((row) => Object.fromEntries(WAIVER.map(([key], at) => [key, row[at]]).filter(([, value]) => value)));
    save(changes);
  };
}
