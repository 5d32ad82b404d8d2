import { Moon, Sun } from "lucide";
import { canvasTheme, canvasWidth, isCanvasDark, type Width } from "../../preferences";
import { IconButton } from "../../ui/button";

const WIDTHS: { id: Width; label: string }[] = [
  { id: "320", label: "320" },
  { id: "360", label: "360" },
  { id: "400", label: "400" },
  { id: "full", label: "Full" },
];

/** The width and the theme of the inbox on the canvas. */
export function DeviceTools() {
  return (
    <>
      <div class="segments" role="group" aria-label="Width of the inbox">
        {WIDTHS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-pressed={canvasWidth.value === id}
            onClick={() => {
              canvasWidth.value = id;
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <IconButton
        icon={isCanvasDark() ? Sun : Moon}
        label={isCanvasDark() ? "Message on light" : "Message on dark"}
        onClick={toggleCanvasTheme}
      />
    </>
  );
}

export function toggleCanvasTheme(): void {
  canvasTheme.value = isCanvasDark() ? "light" : "dark";
}
