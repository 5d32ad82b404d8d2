import { highlight } from "./highlight";

/** JSON with Liquid in colors. */
export function Code({ text }: { text: string }) {
  return (
    <>
      {highlight(text).map(({ text: part, kind }, index) =>
        kind ? (
          <span key={index} class={`code-${kind}`}>
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
