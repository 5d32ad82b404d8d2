// Check a folder of Liquid files as Shopify's linter does, and print how long it took and what it found.
import { themeCheckRun } from '@shopify/theme-check-node'

const started = performance.now()
const { theme, offenses } = await themeCheckRun(process.argv[2], process.argv[3], () => {})
const seconds = (performance.now() - started) / 1000
console.log(JSON.stringify({ seconds, files: theme.length, offenses: offenses.length }))
