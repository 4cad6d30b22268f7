import { readFileSync } from "node:fs";
import { defineConfig } from "vite";

const PANEL = "painel.html";

/** Preloads the chart bundle, which is a dynamic import, together with the page. */
const preloadCharts = {
  name: "preload-charts",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /^assets\/charts-.*\.js$/.test(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "modulepreload", crossorigin: true, fetchpriority: "low", href: `/${file}` },
          injectTo: "head",
        })),
  },
};

/** Inserts the SVG patterns that the charts' fills refer to into both pages. */
const textures = {
  name: "textures",
  transformIndexHtml: {
    order: "pre",
    handler: (page) =>
      page.replace(/<!-- (src\/shared\/textures\.svg) -->/, (_, file) => readFileSync(file, "utf8").trim()),
  },
};

/** `npm run dev` serves the dashboard at every address that hosting rewrites to it. */
const panelAddresses = {
  name: "panel-addresses",
  configureServer: (server) => {
    server.middlewares.use((request, _, next) => {
      if (/^\/painel(\/[^.]*)?(\?|$)/.test(request.url ?? "")) request.url = `/${PANEL}`;
      next();
    });
  },
};

// Two builds, one folder: what the dashboard imports never changes how the public page is cut into files.
export default defineConfig(({ mode, command }) => {
  const panel = mode === "panel";
  return {
    plugins: [textures, ...(panel ? [] : [preloadCharts]), ...(command === "serve" ? [panelAddresses] : [])],
    build: {
      target: "es2022",
      assetsInlineLimit: 0, // the pages' CSP allows data: for pictures only
      modulePreload: { polyfill: false },
      emptyOutDir: !panel,
      copyPublicDir: !panel,
      rolldownOptions: { input: panel ? PANEL : "index.html" },
    },
    test: { isolate: false }, // tests share no state; a process per file takes four times as long
    // `npm run dev` uses the stack on port 8080.
    server: { proxy: { "/api": "http://127.0.0.1:8080", "/auth": "http://127.0.0.1:8080" } },
  };
});
