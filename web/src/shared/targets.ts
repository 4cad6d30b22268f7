// Finds the point of a chart for a pointer position or an arrow key. Plain geometry, no DOM.
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

const SIDEWAYS = 4; // weight of the distance across the direction of the key, against the distance along it

/** Index of the box that contains the point, otherwise of the nearest one; -1 without boxes. */
export function nearest(boxes: readonly Box[], x: number, y: number): number {
  return least(boxes, (box) => {
    const dx = Math.max(box.left - x, 0, x - box.right);
    const dy = Math.max(box.top - y, 0, y - box.bottom);
    return Math.hypot(dx, dy);
  });
}

/** Index of the next box in a direction. In a single row or column every arrow key moves one step. */
export function toward(boxes: readonly Box[], from: number, direction: Direction): number {
  const here = boxes[from];
  if (!here) return boxes.length ? 0 : -1;
  const [x, y] = centre(here);
  const horizontal = direction === "ArrowLeft" || direction === "ArrowRight";
  const sign = direction === "ArrowRight" || direction === "ArrowDown" ? 1 : -1;
  const found = least(boxes, (box) => {
    const [dx, dy] = [centre(box)[0] - x, centre(box)[1] - y];
    const ahead = sign * (horizontal ? dx : dy);
    return ahead > 1 ? ahead + SIDEWAYS * Math.abs(horizontal ? dy : dx) : Infinity;
  });
  if (found >= 0) return found;
  const line = boxes.every((box) => Math.abs(centre(box)[horizontal ? 0 : 1] - (horizontal ? x : y)) < 1);
  return line ? Math.min(Math.max(from + sign, 0), boxes.length - 1) : from;
}

function centre(box: Box): [number, number] {
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}

function least(boxes: readonly Box[], cost: (box: Box) => number): number {
  let found = -1;
  let lowest = Infinity;
  boxes.forEach((box, n) => {
    const price = cost(box);
    if (price < lowest) [found, lowest] = [n, price];
  });
  return found;
}
