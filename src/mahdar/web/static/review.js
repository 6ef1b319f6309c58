// Judging by keyboard: j and k go through the queue, c confirms, x rejects, e corrects, u takes the last one back.
const cards = document.getElementById("cards");
const told = document.getElementById("told");
let last = null; // { ids, card }

const current = () => document.activeElement.closest?.(".card") ?? cards.querySelector(".card");

function go(by) {
  const all = [...cards.querySelectorAll(".card")];
  const at = all.indexOf(document.activeElement.closest?.(".card"));
  const card = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  card?.focus();
}

async function send(data) {
  const answer = await fetch("/review/judge", { method: "POST", body: new URLSearchParams(data), headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".basis")?.textContent ?? answer.status);
  return (await answer.json()).judgements;
}

async function judge(form) {
  const card = form.closest(".card");
  const data = new FormData(form);
  try {
    last = { ids: await send(data), card, after: card.previousElementSibling };
  } catch (error) {
    told.textContent = `${told.dataset.failed} ${error.message}`;
    return;
  }
  const next = card.nextElementSibling ?? card.previousElementSibling;
  card.remove();
  next?.focus();
  const button = Object.assign(document.createElement("button"), { className: "plain small", textContent: told.dataset.undo });
  button.addEventListener("click", undo);
  told.replaceChildren(`${told.dataset.done} `, button);
}

async function undo() {
  if (!last) return;
  const { ids, card, after } = last;
  last = null;
  for (const fact of ids) await send({ verdict: "undo", fact, csrf: told.dataset.csrf });
  if (after?.isConnected) after.after(card);
  else cards.prepend(card);
  told.replaceChildren();
  card.focus();
}

cards.addEventListener("submit", (event) => {
  event.preventDefault();
  judge(event.target);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  // On an Arabic keyboard the same keys write other letters: where one stands counts then.
  const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace("Key", "").toLowerCase();
  if (key === "j") return go(1);
  if (key === "k") return go(-1);
  if (key === "u") return undo();
  current()?.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
});
