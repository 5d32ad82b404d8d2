// Bundle the page into the Python package: `node build.mjs [--watch] [OUTPUT]`.
//
// page.js and page.css are what every visit of the preview loads; the editor is a chunk of its own,
// asked for when Source is first opened. emulator.js is the emulator's page, bundled apart, so that
// neither loads what only the other needs. Fonts and the vendor's visual renderer are shipped beside them.

import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const watching = process.argv.includes("--watch");
const assets =
  process.argv.slice(2).find((each) => !each.startsWith("--")) ?? join(here, "../inbox_toolkit/web/assets");
const finished = join(assets, "page");
const building = join(assets, `page.building-${process.pid}`); // takes its place once all is bundled
// The page of a file holds its fonts, which are there when it is drawn, and shows sources without the editor.
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
    {
      name: "fonts at once",
      setup: ({ onLoad }) =>
        onLoad({ filter: /\/fonts\.css$/ }, async ({ path }) => ({
          contents: (await readFile(path, "utf8")).replaceAll(
            "font-display: optional",
            "font-display: block",
          ),
          loader: "css",
        })),
    },
  ],
};
const PAGES = { page: "main.tsx", emulator: "emulator/main.tsx" };
const JIST = ["jist-element.js", "jist-renderer.js", "jist-css.js"];

const options = {
  outdir: building,
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

try {
  await mkdir(building, { recursive: true });
  for (const [name, source] of Object.entries(PAGES)) {
    const entryPoints = { [name]: join(here, "src", source) };
    const { metafile } = await esbuild.build({ ...options, entryPoints, metafile: true });
    await writeDocument(name === "page" ? "index.html" : `${name}.html`, name, metafile);
  }
  await esbuild.build({ ...options, ...WRITTEN });
  await copyJist();
  await rm(finished, { recursive: true, force: true });
  await rename(building, finished);
} finally {
  await rm(building, { recursive: true, force: true });
}

if (watching) {
  const live = { ...options, outdir: finished, logLevel: "info", minify: false };
  for (const [name, source] of Object.entries(PAGES)) {
    await (await esbuild.context({ ...live, entryPoints: { [name]: join(here, "src", source) } })).watch();
  }
}

/** Write a document that asks for the chunks of its script together with it. */
async function writeDocument(file, script, { outputs }) {
  const [, { imports }] = Object.entries(outputs).find(([path]) => path.endsWith(`/${script}.js`));
  const chunks = imports
    .filter((each) => each.kind === "import-statement")
    .map((each) => basename(each.path));
  const links = chunks.map((each) => `<link rel="modulepreload" href="/assets/page/${each}">\n`).join("");
  const text = await readFile(join(here, "src", file), "utf8");
  await writeFile(join(building, file), text.replace("</head>", `${links}</head>`));
}

async function copyJist() {
  const from = join(here, "node_modules/@customerio/jist");
  const to = join(assets, "vendor/jist");
  await mkdir(to, { recursive: true });
  for (const name of JIST) await copyFile(join(from, "dist", name), join(to, name));

  await copyFile(join(from, "dist/LICENSE"), join(to, "LICENSE"));
}
