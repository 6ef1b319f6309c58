// The slash goes to the search field, as on most pages that are searched all day.
document.addEventListener("keydown", (event) => {
  if ((event.key !== "/" && (event.code !== "Slash" || event.key < "\u0600")) || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  document.querySelector("#ask, #find")?.focus();
});
