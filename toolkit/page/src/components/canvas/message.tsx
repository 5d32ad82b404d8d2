import { Image } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { quantity } from "../../text";
import { Icon } from "../../ui/icon";
import type { Json } from "../../wire";
import { cardOf, shortLink } from "./card";
import "./message.css";

interface Props {
  properties: Json;
  /** How long ago it was sent, as an inbox says it. */
  age?: string;
  /** Let the texts that change glow once. */
  glows?: boolean;
}

/** A message as an inbox shows it. All of it is text. */
export function Message({ properties, age, glows = false }: Props) {
  const { title, body, link, image } = cardOf(properties);
  return (
    <div class="message">
      {image && <Picture source={image} />}
      <div class="message-words">
        <strong dir="auto">
          <Changing text={title || "(no title)"} glows={glows} />
        </strong>
        {age && <time>{age}</time>}
        {body && (
          <p dir="auto">
            <Changing text={body} glows={glows} />
          </p>
        )}
        {link && (
          <span class="message-link" title={link}>
            <Changing text={shortLink(link)} glows={glows} />
          </span>
        )}
      </div>
    </div>
  );
}

const LONGEST = 3000; // characters that are drawn of one text; the JSON has them all

function Changing({ text, glows }: { text: string; glows: boolean }) {
  const element = useRef<HTMLSpanElement>(null);
  const before = useRef(text);
  useLayoutEffect(() => {
    if (before.current === text) return;
    before.current = text;
    const span = element.current;
    if (!glows || !span) return;
    span.classList.remove("glow");
    void span.offsetWidth; // so that the animation starts again
    span.classList.add("glow");
  }, [text]);
  const more = text.length - LONGEST;
  return (
    <span ref={element}>
      {more > 0 ? `${text.slice(0, LONGEST)}…` : text}
      {more > 0 && <small class="message-more"> {quantity(more, "more character")}</small>}
    </span>
  );
}

function Picture({ source }: { source: string }) {
  if (/^data:image\//.test(source)) return <img class="message-picture" src={source} alt="" />;
  return (
    <span
      class="message-picture"
      role="img"
      aria-label="Picture, not loaded here"
      title={`${source}\nNothing is loaded from elsewhere.`}
    >
      <Icon of={Image} size={18} />
    </span>
  );
}
