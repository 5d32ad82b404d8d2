// Which lines of two texts are the same, removed or added: the fewest changes that explain it.

const MOST = 4_000_000; // pairs of lines; beyond that everything between the ends has changed

export function compareLines(then, now) {
  const old = then.split("\n");
  const fresh = now.split("\n");
  const short = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < short && old[start] === fresh[start]) start++;
  let tail = 0;
  while (tail < short - start && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  return [
    ...marked("same", old.slice(0, start)),
    ...between(old.slice(start, old.length - tail), fresh.slice(start, fresh.length - tail)),
    ...marked("same", old.slice(old.length - tail)),
  ];
}

const marked = (kind, lines) => lines.map((text) => ({ kind, text }));

function between(old, fresh) {
  if (old.length * fresh.length > MOST) return [...marked("removed", old), ...marked("added", fresh)];
  const width = fresh.length + 1;
  const common = new Uint16Array((old.length + 1) * width); // lines that are left in common from here
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === fresh[j] ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  return walk(old, fresh, common, width);
}

function walk(old, fresh, common, width) {
  const found = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && old[i] === fresh[j]) {
      found.push({ kind: "same", text: old[i++] });
      j++;
    } else if (j === fresh.length || (i < old.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      found.push({ kind: "removed", text: old[i++] });
    } else {
      found.push({ kind: "added", text: fresh[j++] });
    }
  }
  return found;
}
