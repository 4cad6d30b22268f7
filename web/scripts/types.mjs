// schema/*.schema.json → TypeScript. `--check` changes nothing and fails when a file differs.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const targets = {
  snapshot: ["Snapshot", "../src/shared/snapshot/snapshot.ts"],
  api: ["Api", "../src/panel/api/types.ts"],
};
let stale = false;

for (const [name, [type, path]] of Object.entries(targets)) {
  const target = fileURLToPath(new URL(path, import.meta.url));
  const schema = JSON.parse(await readFile(new URL(`../schema/${name}.schema.json`, import.meta.url), "utf8"));
  for (const model of [schema, ...Object.values(schema.$defs ?? {})]) {
    for (const property of Object.values(model.properties ?? {})) delete property.title; // or each field becomes a type
  }
  const bannerComment = `/* Generated from schema/${name}.schema.json by \`npm run types\`. Do not edit. */`;
  const unreachableDefinitions = name === "api"; // a list of models, without one that holds the others
  const compiled = await compile(schema, type, { bannerComment, additionalProperties: false, unreachableDefinitions });
  const types = compiled.replace(/^\/\*\*\n \* This interface was referenced by .*\n \* via the .*\n \*\/\n/gm, "");
  if (!process.argv.includes("--check")) {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, types);
  } else if ((await readFile(target, "utf8").catch(() => "")) !== types) {
    console.error(`${path} is not what the schema says: run \`npm run types\`.`);
    stale = true;
  }
}
if (stale) process.exit(1);
