// The words that prove a fact: taken from the selection, or moved a word at a time with Alt and the arrows in their fields.
import { points, units } from "./points.js";

const article = document.getElementById("text");
const text = article.firstChild;
const form = document.getElementById("edit");
const { start, end } = form.elements;
const chosen = document.getElementById("chosen");
const [unit, point] = [units(text.data), points(text.data)];

function show(scroll) {
  const [a, b] = [unit(Number(start.value)), unit(Number(end.value))];
  const valid = start.value !== "" && a < b && b <= text.length;
  chosen.textContent = valid ? text.data.slice(a, b) : "";
  if (!CSS.highlights) return;
  const range = new Range();
  if (valid) {
    range.setStart(text, a);
    range.setEnd(text, b);
  }
  CSS.highlights.set("active", valid ? new Highlight(range) : new Highlight());
  if (valid && scroll) scrollTo({ top: scrollY + range.getBoundingClientRect().top - innerHeight / 3 });
}

function take() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.commonAncestorContainer)) return;
  const at = (node, offset) => (node === text ? offset : offset === 0 ? 0 : text.length);
  let [a, b] = [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
  while (a < b && /\s/.test(text.data[a])) a += 1;
  while (b > a && /\s/.test(text.data[b - 1])) b -= 1;
  if (a === b) return;
  [start.value, end.value] = [point(a), point(b)];
  show();
}

// The next border of a word, forward or back.
function border(from, forward, closing) {
  const borders = [...text.data.matchAll(/\S+/g)].map((word) => (closing ? word.index + word[0].length : word.index));
  return forward ? (borders.find((b) => b > from) ?? from) : (borders.findLast((b) => b < from) ?? from);
}

for (const field of [start, end]) {
  field.addEventListener("input", () => show());
  field.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    // The text goes from right to left: the left arrow goes on in it.
    field.value = point(border(unit(Number(field.value)), event.key === "ArrowLeft", field === end));
    show();
  });
}
document.getElementById("take").addEventListener("click", take);
article.addEventListener("mouseup", () => start.value === "" && take());
show(true);
