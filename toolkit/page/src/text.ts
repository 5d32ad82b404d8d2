/** Return a count with its noun: `1 error`, `2 errors`. */
export function quantity(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : plural}`;
}

const AGO = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** Return how long ago, or how far ahead, a moment is: `2 minutes ago`, `in 30 days`. */
export function relativeTime(when: string, now: number): string {
  const seconds = Math.round((Date.parse(when) - now) / 1000);
  if (Number.isNaN(seconds)) return when;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return AGO.format(Math.round(seconds / size), unit);
  }
  return "now";
}

/** Return the same in the short form of an inbox: `2 min`, `7 h`, `3 d`. */
export function shortAge(when: string, now: number): string {
  const minutes = Math.round((now - Date.parse(when)) / 60_000);
  if (Number.isNaN(minutes)) return "";
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 60 * 24) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(minutes / 60 / 24)} d`;
}

/** Return a size in bytes as a person reads it. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Return a name short enough for a button, cut in the middle: both of its ends tell. */
export function shortName(name: string, most = 40): string {
  const characters = [...name];
  if (characters.length <= most) return name;
  const end = Math.floor(most / 3);
  return `${characters.slice(0, most - end - 1).join("")}…${characters.slice(-end).join("")}`;
}

const LANGUAGES = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** Return the English name of a language, null for a code that stands for none. */
export function languageName(code: string): string | null {
  try {
    return LANGUAGES.of(code) ?? null;
  } catch {
    return null;
  }
}
