import { CircleX } from "lucide";
import { LostConnection } from "../components/shell/lost_connection";
import { link, refusal } from "../connection";
import { Icon } from "../ui/icon";
import { Prose } from "../ui/prose";
import { overview } from "./state";

/** What concerns the whole page: no connection, a project that cannot be read, a refused question. */
export function Banners() {
  const trouble = overview.value?.trouble;
  return (
    <div class="banners">
      {link.value === "lost" && <LostConnection command="inbox sandbox" />}
      {trouble && (
        <Banner title="The project cannot be read as it is now; the last good one is used." text={trouble} />
      )}
      {refusal.value && link.value !== "lost" && (
        <Banner title={refusal.value.message} text={refusal.value.help} />
      )}
    </div>
  );
}

function Banner({ title, text }: { title: string; text: string }) {
  return (
    <div class="banner red" role="alert">
      <Icon of={CircleX} />
      <p>
        <b>{title}</b> <Prose text={text} />
      </p>
    </div>
  );
}
