// Parts of a page that are worked out while the rest is read: each takes the place of what stood for it.
for (const place of document.querySelectorAll("[data-later]")) {
  const answer = await fetch(place.dataset.later);
  if (!answer.ok) continue; // the link to the whole page stays
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceWith(...part.body.childNodes);
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}
