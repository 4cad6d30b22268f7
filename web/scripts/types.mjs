// schema/*.schema.json → TypeScript. `--check` changes nothing and fails when a file differs.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const targets = {
  snapshot: ["Snapshot", "../src/shared/snapshot/snapshot.ts"],
  api: ["Api", "../src/panel/api/types.ts"],
};
const SNAPSHOT = "../../shared/snapshot/snapshot"; // as api/types.ts sees it
const snapshot = await typesOf("snapshot", "Snapshot");
let stale = false;

for (const [name, [type, path]] of Object.entries(targets)) {
  const target = fileURLToPath(new URL(path, import.meta.url));
  const types = name === "snapshot" ? snapshot : await typesOf(name, type);
  if (!process.argv.includes("--check")) {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, types);
  } else if ((await readFile(target, "utf8").catch(() => "")) !== types) {
    console.error(`${path} is not what the schema says: run \`npm run types\`.`);
    stale = true;
  }
}
if (stale) process.exit(1);

async function schemaOf(name) {
  return JSON.parse(await readFile(new URL(`../schema/${name}.schema.json`, import.meta.url), "utf8"));
}

async function typesOf(name, type) {
  const schema = await schemaOf(name);
  const shared = name === "api" ? Object.keys(schema.$defs).filter(isInSnapshot) : [];
  for (const model of shared) schema.$defs[model] = { tsType: model };
  for (const model of [schema, ...Object.values(schema.$defs ?? {})]) {
    // With a title, each field would become a type.
    for (const property of Object.values(model.properties ?? {})) delete property.title;
  }
  const banner = `/* Generated from schema/${name}.schema.json by \`npm run types\`. Do not edit. */`;
  const compiled = await compile(schema, type, {
    bannerComment: "",
    additionalProperties: false,
    unreachableDefinitions: name === "api", // its models are listed, not nested in one
  });
  const own = compiled
    .replace(/^\/\*\*\n(?: \*.*\n)*? \*\/\n(?=export type (\w+) = \1;\n)/gm, "")
    .replace(/^export type (\w+) = \1;\n/gm, "")
    .replace(/^\/\*\*\n \* This interface was referenced by .*\n \* via the .*\n \*\/\n/gm, "")
    .trimStart();
  const used = shared.filter((model) => new RegExp(`\\b${model}\\b`).test(own));
  const imports = used.length ? `import type { ${used.join(", ")} } from "${SNAPSHOT}";\n\n` : "";
  return `${banner}\n\n${imports}${own}`;
}

/** Whether snapshot.ts has the model. The API's schema includes the snapshot, so a name means the same in both. */
function isInSnapshot(model) {
  return new RegExp(`^export (?:interface|type) ${model}\\b`, "m").test(snapshot);
}
