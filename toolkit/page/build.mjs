// Bundle the page into the Python package: `node build.mjs [--watch] [OUTPUT]`.
//
// page.js and page.css are what every visit of the preview loads; the editor is a chunk of its own,
// asked for when Source is first opened. emulator.js is the emulator's page, bundled apart, so that
// neither loads what only the other needs. Fonts and the vendor's visual renderer are shipped beside them.

import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const watching = process.argv.includes("--watch");
const assets =
  process.argv.slice(2).find((each) => !each.startsWith("--")) ?? join(here, "../inbox_toolkit/web/assets");
// The page of a file holds its fonts, and shows sources without the editor.
const WRITTEN = {
  entryPoints: { written: join(here, "src/main.tsx") },
  format: "iife",
  splitting: false,
  loader: { ".woff2": "dataurl" },
  plugins: [
    {
      name: "no editor",
      setup: ({ onResolve }) =>
        onResolve({ filter: /\/editor\/source$/ }, () => ({ path: join(here, "src/editor/read_only.tsx") })),
    },
  ],
};
const PAGES = { page: "main.tsx", emulator: "emulator/main.tsx" };
const JIST = ["jist-element.js", "jist-renderer.js", "jist-css.js"];

const options = {
  outdir: join(assets, "page"),
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["chrome120", "firefox121", "safari17"],
  minify: true,
  legalComments: "none",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]",
  loader: { ".woff2": "file" },
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
};

await mkdir(options.outdir, { recursive: true });
for (const name of await readdir(options.outdir)) await rm(join(options.outdir, name), { recursive: true });
await copyJist();
for (const [name, source] of Object.entries(PAGES)) {
  const entryPoints = { [name]: join(here, "src", source) };
  const built = await esbuild.build({ ...options, entryPoints, metafile: true });
  await writeDocument(name === "page" ? "index.html" : `${name}.html`, name, built.metafile);
  if (watching)
    await (await esbuild.context({ ...options, entryPoints, logLevel: "info", minify: false })).watch();
}

await esbuild.build({ ...options, ...WRITTEN });

/** Write a document that asks for the chunks of its script together with it. */
async function writeDocument(file, script, { outputs }) {
  const [, { imports }] = Object.entries(outputs).find(([path]) => path.endsWith(`/${script}.js`));
  const chunks = imports
    .filter((each) => each.kind === "import-statement")
    .map((each) => basename(each.path));
  const links = chunks.map((each) => `<link rel="modulepreload" href="/assets/page/${each}">\n`).join("");
  const text = await readFile(join(here, "src", file), "utf8");
  await writeFile(join(options.outdir, file), text.replace("</head>", `${links}</head>`));
}

async function copyJist() {
  const from = join(here, "node_modules/@customerio/jist");
  const to = join(assets, "vendor/jist");
  await mkdir(to, { recursive: true });
  for (const name of JIST) await copyFile(join(from, "dist", name), join(to, name));

  await copyFile(join(from, "dist/LICENSE"), join(to, "LICENSE"));
}
