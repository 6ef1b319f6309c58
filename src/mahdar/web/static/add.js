// Files are sent with a bar that shows how far they are; without this script the form sends them all the same.
const form = document.getElementById("add");
const drop = document.getElementById("drop");
const bar = document.getElementById("progress");
const outcome = document.getElementById("outcome");
const words = outcome.dataset;

function element(name, content, more = {}) {
  const found = Object.assign(document.createElement(name), more);
  found.append(...[content].flat());
  return found;
}

function show(told) {
  const counts = ["added", "updated", "unchanged"].map((key) => `${words[key]} ${told[key]}`);
  const reports = told.reports.map(({ id, title }) => element("li", [element("span", ""), element("a", element("bdi", title), { href: `/report/${id}`, className: "what" })]));
  const refused = told.refused.map((line) => element("li", element("bdi", line, { dir: "auto" })));
  outcome.replaceChildren(
    element("p", [...counts, `${words.refused} ${told.refused.length}`].join(" · ")),
    element("ul", reports, { className: "rows plain" }),
    element("ul", refused, { className: "refused" }),
  );
}

function failed(why) {
  outcome.replaceChildren(element("p", `${words.failed} ${why}`, { className: "warn" }));
}

function send() {
  const size = [...form.elements.files.files].reduce((sum, file) => sum + file.size, 0);
  if (size > Number(words.most) - 100_000) return failed(words.large);
  const request = new XMLHttpRequest(); // fetch tells nothing of how much was sent
  request.open("POST", form.action);
  request.setRequestHeader("accept", "application/json");
  request.responseType = "json";
  bar.hidden = false;
  request.upload.addEventListener("progress", (event) => (bar.value = event.loaded / event.total));
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    outcome.replaceChildren(element("p", form.elements.address?.value ? words.fetching : words.reading));
  });
  request.addEventListener("loadend", () => {
    bar.hidden = true;
    bar.value = 0;
    if (request.status !== 200) return failed(request.response?.detail ?? request.status);
    show(request.response);
    form.reset();
    document.getElementById("chosen").textContent = "";
  });
  request.send(new FormData(form));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
form.elements.files.addEventListener("change", ({ target }) => {
  document.getElementById("chosen").textContent = [...target.files].map((file) => file.name).join(" · ");
});
for (const name of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name === "drop") {
      form.elements.files.files = event.dataTransfer.files;
      send();
    }
  });
}
