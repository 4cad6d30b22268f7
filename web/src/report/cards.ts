// All cards of the page, drawn one by one so that the browser can handle input in between.

import type { Charts } from "../shared/charts/index";
import { part } from "../shared/nodes";
import type { Selection } from "../shared/snapshot/selection";
import { type ChartId, TABLES } from "../shared/snapshot/tables";
import { type Card, card } from "./card";

const REST = 2_500; // milliseconds before cards outside the viewport are drawn

export class Cards {
  #cards: Card[];
  #charts: Charts | null = null;
  #near = new Set<Element>();
  #pass = 0;
  #rested = false;

  constructor() {
    this.#cards = [...document.querySelectorAll(".card")].map(({ id }) => card(id as ChartId));
    if (this.#cards.length !== Object.keys(TABLES).length)
      throw new Error("index.html and tables.ts name different charts");
    const observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "25% 0px" });
    for (const one of this.#cards) observer.observe(one.section);
    addEventListener("beforeprint", () => {
      for (const one of this.#cards) this.#draw(one);
    });
  }

  /** Without `charts`, tables still work. A newer call cancels an older one. */
  async show(selection: Selection, charts: Charts | null): Promise<void> {
    const pass = ++this.#pass;
    this.#charts = charts;
    part("#graficos").classList.toggle("single", !selection.everyone);
    for (const [n, one] of this.#cards.entries()) {
      one.update(selection);
      if (n === 0 || this.#near.has(one.section)) this.#draw(one); // the first is what readers scroll to
      await pause(0);
      if (pass !== this.#pass) return;
    }
    if (!this.#rested) await pause(REST);
    for (const one of this.#cards) {
      if (pass !== this.#pass) return;
      this.#draw(one);
      await pause(0);
    }
    this.#rested = true;
  }

  #seen(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#near.add(target);
      else this.#near.delete(target);
    }
    for (const one of this.#cards) if (this.#near.has(one.section)) this.#draw(one);
  }

  #draw(one: Card): void {
    if (this.#charts) one.draw(this.#charts);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
