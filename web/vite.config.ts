import { defineConfig, type Plugin } from "vite";

/** The drawing code is loaded on its own; naming it in the page lets it arrive together with the rest. */
const preloadCharts: Plugin = {
  name: "preload-charts",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /^assets\/charts-.*\.js$/.test(file))
        .map((file) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, fetchpriority: "low", href: `/${file}` }, injectTo: "head" as const })),
  },
};

export default defineConfig({
  plugins: [preloadCharts],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the page's CSP allows data: for pictures only
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } }, // `npm run dev` beside a stack that is up
});
