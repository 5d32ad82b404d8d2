// Format texts with prettier, as JSON and by Shopify's Liquid plugin, and once more what came out.
import liquid from '@shopify/prettier-plugin-liquid'
import * as prettier from 'prettier'

const formatters = {
  'prettier, as JSON': { parser: 'json' },
  '@shopify/prettier-plugin-liquid': { parser: 'liquid-html', plugins: [liquid] },
}

async function format(text, options) {
  try {
    return await prettier.format(text, options)
  } catch {
    return null
  }
}

let input = ''
for await (const part of process.stdin) input += part
const texts = JSON.parse(input)
const found = {}
for (const [name, options] of Object.entries(formatters)) {
  found[name] = []
  for (const text of texts) {
    const once = await format(text, options)
    found[name].push({ once, twice: once === null ? null : await format(once, options) })
  }
}
console.log(JSON.stringify(found))
