// Facts as highlights over the untouched text: no element stands inside it, so that letters keep their joins and copies are exact.
import { units } from "./points.js";

const article = document.getElementById("text");
const list = document.getElementById("facts");
const margin = document.getElementById("margin");
const text = article.firstChild ?? article.appendChild(document.createTextNode(""));
const unit = units(text.data);
const facts = [...list.querySelectorAll("details")].map(read);
const labels = new Map();

function read(details) {
  const places = details.dataset.places.split(" ").map((place) => place.split(":").map(Number).map(unit));
  return { details, kind: details.dataset.kind, places, ranges: places.map(([a, b]) => range(a, b)) };
}

function range(start, end) {
  const found = new Range();
  found.setStart(text, Math.min(start, text.length));
  found.setEnd(text, Math.min(end, text.length));
  return found;
}

function mark() {
  if (!CSS.highlights) return;
  for (const box of list.querySelectorAll("input[type=checkbox]")) {
    const shown = box.checked ? facts.filter((f) => f.kind === box.value).flatMap((f) => f.ranges) : [];
    CSS.highlights.set(box.value, new Highlight(...shown));
  }
}

function activate(fact, { scroll = false } = {}) {
  for (const other of facts) other.details.classList.toggle("on", other === fact);
  for (const [other, label] of labels) label.classList.toggle("on", other === fact);
  if (!CSS.highlights) return;
  const active = new Highlight(...(fact?.ranges ?? []));
  active.priority = 9;
  CSS.highlights.set("active", active);
  if (fact && scroll) reveal(fact.ranges[0]);
}

function reveal(range) {
  const box = range.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight - 20) scrollBy({ top: box.top - innerHeight / 3 });
}

// The smallest fact whose words lie under the pointer.
function under(event) {
  const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = at ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const [node, offset] = at ? [at.offsetNode, at.offset] : [range?.startContainer, range?.startOffset];
  if (node !== text) return null;
  const size = (f) => Math.min(...f.places.filter(([a, b]) => a <= offset && offset <= b).map(([a, b]) => b - a));
  const here = facts.filter((f) => Number.isFinite(size(f)) && list.querySelector(`input[value=${f.kind}]`).checked);
  return here.sort((a, b) => size(a) - size(b))[0] ?? null;
}

function speakers() {
  margin.replaceChildren();
  labels.clear();
  const top = margin.parentElement.getBoundingClientRect().top;
  let free = 0;
  let before = null;
  for (const fact of facts.filter((f) => f.details.dataset.by).sort((a, b) => a.places[0][0] - b.places[0][0])) {
    const y = fact.ranges[0].getClientRects()[0]?.top - top;
    if (Number.isNaN(y) || (before?.details.dataset.by === fact.details.dataset.by && y < free + 90)) {
      labels.set(fact, labels.get(before) ?? document.createElement("span"));
      continue;
    }
    const label = document.createElement("span");
    label.textContent = fact.details.dataset.by;
    label.style.top = `${Math.max(y + 8, free)}px`;
    margin.append(label);
    labels.set(fact, label);
    free = Math.max(y + 8, free) + label.offsetHeight + 6;
    before = fact;
  }
}

async function because(details) {
  if (!details.open || !details.dataset.fact || details.querySelector(".because")) return;
  const wait = details.appendChild(document.createElement("ul"));
  wait.className = "because";
  wait.append(item(list.dataset.wait));
  const answer = await fetch(`/report/${list.dataset.report}/why/${details.dataset.fact}`, { headers: { accept: "application/json" } });
  if (answer.ok) wait.replaceChildren(...(await answer.json()).steps.map(step));
  else wait.replaceWith();
}

function item(words) {
  const found = document.createElement("li");
  found.textContent = words;
  return found;
}

function step(told) {
  const found = item(told.what);
  if (told.rule) found.append(" ", Object.assign(document.createElement("code"), { textContent: told.rule }));
  if (told.words) {
    const words = Object.assign(document.createElement("bdi"), { lang: "ar", dir: "rtl", textContent: `«${told.words.trim()}»` });
    found.append(" ", words);
  }
  if (told.steps.length) {
    const inner = Object.assign(document.createElement("ul"), { className: "because" });
    inner.append(...told.steps.map(step));
    found.append(inner);
  }
  return found;
}

// #<fact> opens a fact; #at=3-20 shows code points.
function arrive() {
  const where = decodeURIComponent(location.hash.slice(1));
  const [, start, end] = where.match(/^at=(\d+)-(\d+)$/) ?? [];
  if (start) return activate(facts.find((f) => f.places.some(([a, b]) => a === unit(+start) && b === unit(+end))) ?? bare(+start, +end), { scroll: true });
  const fact = facts.find((f) => f.details.dataset.fact === where);
  if (!fact) return;
  fact.details.open = true;
  activate(fact, { scroll: true });
  const aside = list.closest("aside");
  aside.scrollTop += fact.details.getBoundingClientRect().top - aside.getBoundingClientRect().top - 80;
}

function bare(start, end) {
  return { details: document.createElement("details"), kind: "", places: [], ranges: [range(unit(start), unit(end))] };
}

for (const fact of facts) {
  fact.details.addEventListener("mouseenter", () => activate(fact));
  fact.details.querySelector("summary").addEventListener("focus", () => activate(fact, { scroll: true }));
  fact.details.querySelector("summary").addEventListener("click", () => activate(fact, { scroll: true }));
  fact.details.addEventListener("toggle", () => because(fact.details));
}
article.addEventListener("mousemove", (event) => {
  const fact = under(event);
  if (fact) activate(fact);
});
article.addEventListener("click", (event) => {
  const fact = getSelection().isCollapsed ? under(event) : null;
  if (!fact) return;
  fact.details.open = true;
  fact.details.scrollIntoView({ block: "nearest" });
});
// What is copied is what the report has, to the last line's end.
article.addEventListener("copy", (event) => {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || !article.contains(range.commonAncestorContainer)) return;
  const at = (node, offset) => (node === text ? offset : offset === 0 ? 0 : text.length);
  const copied = text.data.slice(at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset));
  event.clipboardData.setData("text/plain", copied);
  event.preventDefault();
});
list.addEventListener("change", mark);
addEventListener("resize", speakers);
addEventListener("hashchange", arrive);
mark();
document.fonts.ready.then(() => {
  speakers();
  arrive();
});
