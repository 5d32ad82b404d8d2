// Start Shopify's language server on stdio.
import { startServer } from '@shopify/theme-language-server-node'

startServer()
