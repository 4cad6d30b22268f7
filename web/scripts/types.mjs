// schema/snapshot.schema.json → src/snapshot.ts. `--check` changes nothing and fails when the two differ.
import { readFile, writeFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";

const source = new URL("../schema/snapshot.schema.json", import.meta.url);
const target = new URL("../src/snapshot.ts", import.meta.url);
const banner = "/* Generated from schema/snapshot.schema.json by `npm run types`. Do not edit. */";

const schema = JSON.parse(await readFile(source, "utf8"));
for (const model of [schema, ...Object.values(schema.$defs ?? {})]) {
  for (const property of Object.values(model.properties ?? {})) delete property.title; // or each field becomes a type
}
const types = await compile(schema, "Snapshot", { bannerComment: banner, additionalProperties: false });

if (!process.argv.includes("--check")) await writeFile(target, types);
else if ((await readFile(target, "utf8").catch(() => "")) !== types) {
  console.error("src/snapshot.ts is not what the schema says: run `npm run types`.");
  process.exit(1);
}
