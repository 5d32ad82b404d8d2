import { CircleX } from "lucide";
import { link, refusal } from "../../connection";
import { openInEditor } from "../../editor_link";
import { overview } from "../../state";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Prose } from "../../ui/prose";
import { LostConnection } from "./lost_connection";
import "./banners.css";

/** What concerns the whole page: no connection, a broken configuration, a refused question. */
export function Banners() {
  return (
    <div class="banners">
      {link.value === "lost" && <LostConnection command="inbox preview" />}
      <BrokenConfiguration />
      {refusal.value && link.value !== "lost" && (
        <div class="banner red" role="alert">
          <Icon of={CircleX} />
          <p>
            <b>{refusal.value.message}</b> <Prose text={refusal.value.help ?? ""} />
          </p>
        </div>
      )}
    </div>
  );
}

function BrokenConfiguration() {
  const found = overview.value?.project.configuration;
  if (!found) return null;
  const { place } = found;
  return (
    <div class="banner red" role="alert">
      <Icon of={CircleX} />
      <p>
        {place && (
          <code>
            {place.file}:{place.line}:{place.column}
          </code>
        )}{" "}
        <b>
          <Prose text={found.message} />
        </b>{" "}
        <Prose text={found.help} />
        {found.kept && <span class="banner-note"> The last good settings stay until it is fixed.</span>}
      </p>
      {place && <Button onClick={() => void openInEditor(place)}>Open in your editor</Button>}
    </div>
  );
}
