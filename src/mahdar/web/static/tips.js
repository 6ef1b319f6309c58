// Shows the words behind a note, or the name of a mark, while it is pointed at or focused.
const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
tip.setAttribute("aria-hidden", "true"); // what it says is in the label of what it belongs to, or one step behind the link
document.body.append(tip);

function show(event) {
  const from = event.target.closest?.("[data-quote], [data-tip], .timeline a, .network a");
  if (!from) return hide();
  tip.textContent = from.dataset.quote ?? from.dataset.tip ?? from.getAttribute("aria-label");
  tip.dir = "auto";
  tip.hidden = false;
  const at = from.getBoundingClientRect();
  const box = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + at.width / 2 - box.width / 2), innerWidth - box.width - 8);
  const above = at.top - box.height - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : at.bottom + 8}px`;
}

function hide() {
  tip.hidden = true;
}

document.addEventListener("mouseover", show);
document.addEventListener("focusin", show);
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("scroll", hide, { passive: true });
