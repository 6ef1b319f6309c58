// The words that prove a fact: selected with the mouse or by keys, or moved a word at a time with Alt and the arrows in their fields.
import { points, units } from "./points.js";

const article = document.getElementById("text");
const text = article.firstChild;
const spans = document.getElementById("spans");
const [unit, point] = [units(text.data), points(text.data)];
const words = [...text.data.matchAll(/\S+/g)].map((word) => [word.index, word.index + word[0].length]);

const rows = () => [...spans.querySelectorAll(".span")];
const field = (row, name) => row.querySelector(`[name=${name}]`);

function range(start, end) {
  const found = new Range();
  found.setStart(text, start);
  found.setEnd(text, end);
  return found;
}

// The range that a row's numbers tell; none where they tell none.
function told(row) {
  const [from, to] = [field(row, "start"), field(row, "end")];
  const [a, b] = [unit(Number(from.value)), unit(Number(to.value))];
  return from.value !== "" && a < b && b <= text.length ? range(a, b) : null;
}

function show(row) {
  const all = rows().map(told);
  rows().forEach((each, n) => (each.querySelector(".chosen").textContent = all[n] ? String(all[n]) : ""));
  if (CSS.highlights) CSS.highlights.set("active", new Highlight(...all.filter(Boolean)));
  const shown = row && told(row);
  if (shown) reveal(shown);
}

function reveal(shown) {
  const box = shown.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight - 20) scrollTo({ top: scrollY + box.top - innerHeight / 3 });
}

function take(row) {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return;
  const chosen = selection.getRangeAt(0);
  if (!article.contains(chosen.commonAncestorContainer)) return;
  const at = (node, offset) => (node === text ? offset : offset === 0 ? 0 : text.length);
  let [a, b] = [at(chosen.startContainer, chosen.startOffset), at(chosen.endContainer, chosen.endOffset)];
  while (a < b && /\s/.test(text.data[a])) a += 1;
  while (b > a && /\s/.test(text.data[b - 1])) b -= 1;
  if (a === b) return;
  [field(row, "start").value, field(row, "end").value] = [point(a), point(b)];
  show();
}

// A row for further words, empty and next to be filled.
function more() {
  const row = rows()[0].cloneNode(true);
  for (const input of row.querySelectorAll("input")) input.value = "";
  row.querySelector(".less").hidden = false;
  row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+$/, rows().length + 1));
  spans.insertBefore(row, document.getElementById("more"));
  show();
  article.focus();
}

// The next border of a word, forward or back.
function border(from, forward, closing) {
  const borders = words.map(([start, end]) => (closing ? end : start));
  return forward ? (borders.find((b) => b > from) ?? from) : (borders.findLast((b) => b < from) ?? from);
}

// In the text, arrows go from word to word and from line to line; with Shift they take what lies between along.
const caret = { anchor: -1, focus: -1 };

function across(from, forward) {
  const box = (n) => range(...words[n]).getClientRects()[0];
  const here = box(from);
  const far = (n) => Math.abs(box(n).left - here.left);
  let best = -1;
  for (let n = from, line = null; words[n]; n += forward ? 1 : -1) {
    const top = box(n).top;
    if (Math.abs(top - here.top) < 4) continue;
    line ??= top;
    if (Math.abs(top - line) >= 4) break;
    if (best < 0 || far(n) < far(best)) best = n;
  }
  return best < 0 ? from : best;
}

function walk(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || !words.length) return;
  if (event.key === "Enter") return take(rows().find((row) => !told(row)) ?? rows().at(-1));
  const moves = { ArrowLeft: (n) => n + 1, ArrowRight: (n) => n - 1, ArrowDown: (n) => across(n, true), ArrowUp: (n) => across(n, false) };
  if (!moves[event.key]) return;
  event.preventDefault();
  const first = told(rows()[0])?.startOffset ?? 0;
  const begun = caret.focus < 0 ? Math.max(0, words.findIndex(([, end]) => end > first)) : moves[event.key](caret.focus);
  caret.focus = Math.min(Math.max(begun, 0), words.length - 1);
  if (!event.shiftKey || caret.anchor < 0) caret.anchor = caret.focus;
  const [low, high] = [Math.min(caret.anchor, caret.focus), Math.max(caret.anchor, caret.focus)];
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range(words[low][0], words[high][1]));
  reveal(range(...words[caret.focus]));
}

spans.addEventListener("input", () => show());
spans.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!event.altKey || !["start", "end"].includes(input.name) || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  event.preventDefault();
  // The text goes from right to left: the left arrow goes on in it.
  input.value = point(border(unit(Number(input.value)), event.key === "ArrowLeft", input.name === "end"));
  show(input.closest(".span"));
});
spans.addEventListener("click", ({ target }) => {
  const row = target.closest(".span");
  if (target.matches(".pick")) take(row);
  else if (target.id === "more") more();
  else if (target.matches(".less")) {
    row.remove();
    show();
  }
});
article.addEventListener("keydown", walk);
article.addEventListener("mouseup", () => {
  const empty = rows().find((row) => field(row, "start").value === "");
  if (empty) take(empty);
});
show(rows()[0]);
