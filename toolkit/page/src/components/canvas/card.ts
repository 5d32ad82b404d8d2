// Which properties of a payload an inbox shows: a message's title, body, link and picture.

import type { Json } from "../../wire";

export interface Card {
  title: string;
  body: string;
  link: string;
  image: string;
}

const TITLES = ["title", "subject", "headline", "name"];
const BODIES = ["body", "message", "text", "description"];
const LINKS = ["link", "url", "href", "deeplink"];
const IMAGES = ["image", "image_url", "imageUrl", "icon", "media"];

/** Return what an inbox shows of a payload; empty where it has none. */
export function cardOf(properties: Json): Card {
  const values = isObject(properties) ? properties : {};
  const action = values.messageAction;
  return {
    title: pick(values, TITLES),
    body: pick(values, BODIES),
    link: pick(values, LINKS) || (isObject(action) ? pick(action, ["action"]) : ""),
    image: pick(values, IMAGES),
  };
}

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pick(values: JsonObject, names: readonly string[]): string {
  for (const name of names) {
    const value = values[name];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return "";
}

/** Return a link without what everyone knows of it: `example.com/path`. */
export function shortLink(link: string): string {
  try {
    const { host, pathname } = new URL(link);
    return host ? host + (pathname.length > 1 ? pathname : "") : link;
  } catch {
    return link;
  }
}
