// Code points to the units that a browser counts in: a character beyond the basic plane has two.

/** A function from offsets in code points of `text` to offsets in UTF-16 code units. */
export function units(text) {
  const wide = []; // code points, in order, of the characters that have two units
  let point = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(point);
    point += 1;
  }
  return (offset) => offset + before(wide, offset);
}

/** A function from offsets in UTF-16 code units to offsets in code points. */
export function points(text) {
  const wide = []; // units at which characters of two units begin
  let at = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(at);
    at += character.length;
  }
  return (offset) => offset - before(wide, offset);
}

function before(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
