// Tooltips of one chart for mouse, touch and keyboard; arrow keys also announce the text to screen readers.

import { node } from "./nodes";
import { type Box, type Direction, nearest, toward } from "./targets";

interface Target extends Box {
  shape: Element;
  words: string;
}

export interface Explorer {
  /** Replaces the drawing. An open tooltip stays at its point. */
  show(svg: SVGSVGElement): void;
}

/** `speak` receives the text of the point that an arrow key reached. */
export function explore(plot: HTMLElement, speak: (words: string) => void): Explorer {
  const tip = node("div", { class: "tip", "aria-hidden": "true" });
  tip.hidden = true;
  let targets: Target[] | null = null;
  let current = -1;

  const all = () => (targets ??= measure(plot));

  function go(n: number, aloud = false): void {
    if (current >= 0) all()[current]?.shape.classList.remove("on");
    const target = n >= 0 ? all()[n] : undefined; // measuring forces a layout, so it is lazy
    current = target ? n : -1;
    tip.hidden = !target;
    if (!target) return;
    target.shape.classList.add("on");
    fill(tip, target.words);
    place(tip, target, plot);
    if (aloud) speak(target.words.replaceAll("\n", ". "));
  }

  plot.addEventListener("pointermove", (event) => point(event));
  plot.addEventListener("pointerdown", (event) => point(event));
  plot.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && go(-1));
  plot.addEventListener("blur", () => go(-1));
  plot.addEventListener("keydown", (event) => {
    const next = keyed(event.key, current, all());
    if (next === null) return;
    event.preventDefault();
    go(next, true);
  });

  function point(event: PointerEvent): void {
    const frame = plot.getBoundingClientRect();
    const found = nearest(all(), event.clientX - frame.left, event.clientY - frame.top);
    if (found !== current) go(found);
  }

  return {
    show(svg) {
      const open = current;
      targets = null;
      current = -1;
      plot.replaceChildren(svg, tip);
      if (open >= 0) go(open);
      else tip.hidden = true;
    },
  };
}

/** Index of the point that a key selects; -1 closes the tooltip, null means the key is not handled. */
function keyed(key: string, current: number, targets: Target[]): number | null {
  if (key === "Escape") return current < 0 ? null : -1;
  if (key === "Home") return 0;
  if (key === "End") return targets.length - 1;
  return key.startsWith("Arrow") ? toward(targets, current, key as Direction) : null;
}

function measure(plot: HTMLElement): Target[] {
  const frame = plot.getBoundingClientRect();
  return [...plot.querySelectorAll(".target > *")].map((shape) => {
    const box = shape.getBoundingClientRect();
    return {
      shape,
      words: shape.getAttribute("aria-label") ?? "",
      left: box.left - frame.left,
      right: box.right - frame.left,
      top: box.top - frame.top,
      bottom: box.bottom - frame.top,
    };
  });
}

function fill(tip: HTMLElement, words: string): void {
  const [head = "", ...lines] = words.split("\n");
  tip.replaceChildren(node("strong", {}, head), ...lines.map((line) => node("span", {}, line)));
}

function place(tip: HTMLElement, target: Target, plot: HTMLElement): void {
  const gap = 8;
  const { offsetWidth: width, offsetHeight: height } = tip;
  const room = plot.clientWidth;
  const middle = (target.left + target.right) / 2;
  const tall = target.bottom - target.top > height * 1.5;
  const beside = target.right + gap + width <= room ? target.right + gap : target.left - gap - width;
  const fits = tall && beside >= 0;
  const left = fits ? beside : Math.min(Math.max(middle - width / 2, 0), room - width);
  const above = target.top - gap - height;
  const top = tall ? target.top + gap : above < -40 ? target.bottom + gap : above;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
