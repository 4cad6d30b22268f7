// Elements from names and text. Text is always a text node: nothing from the snapshot is ever parsed as HTML.
const SVG = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string>;

export function node<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function svgNode(name: string, attributes: Attributes, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** An element that index.html must hold. */
export function part<Kind extends Element = HTMLElement>(selector: string, within: ParentNode = document): Kind {
  const found = within.querySelector<Kind>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Sets text only where it differs, so that a refresh leaves selections and screen readers alone. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
