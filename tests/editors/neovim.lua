-- Drives `inbox lsp` in a headless Neovim and prints one JSON line per step.
-- nvim --headless -u NONE --noplugin FILE -c "luafile neovim.lua"
local command = vim.fn.json_decode(vim.env.INBOX_LSP)
local root = vim.env.INBOX_ROOT
local buffer = vim.api.nvim_get_current_buf()

local function say(step, value)
  io.stdout:write(vim.fn.json_encode({ step, value }) .. '\n')
  io.stdout:flush()
end

local function find(pattern)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local _, last = line:find(pattern)
    if last then return number - 1, last end
  end
end

local function ask(method, pattern, extra)
  local line, column = find(pattern)
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = column } }
  for key, value in pairs(extra or {}) do params[key] = value end
  for _, answer in pairs(vim.lsp.buf_request_sync(buffer, method, params, 10000) or {}) do
    return answer.result
  end
end

local function findings()
  return vim.tbl_map(function(one) return { one.lnum, one.code } end, vim.diagnostic.get(buffer))
end

local function has(code)
  return function()
    for _, one in ipairs(vim.diagnostic.get(buffer)) do if one.code == code then return true end end
  end
end

local client = vim.lsp.start_client({ name = 'inbox', cmd = command, root_dir = root })
vim.lsp.buf_attach_client(buffer, client)
say('found', vim.wait(20000, has('missing-value'), 20) and findings())

vim.api.nvim_buf_set_lines(buffer, 2, 2, false, { '    "x": "{{ customer.",' })
vim.wait(10000, has('liquid-syntax'), 20)
say('while typing', findings())
local items = ask('textDocument/completion', '{{ customer%.').items
say('completion', vim.tbl_map(function(one) return one.label end, items))
vim.api.nvim_buf_set_lines(buffer, 2, 3, false, {})

local hover = ask('textDocument/hover', 'trigger%.tot')
say('hover', vim.split(hover.contents.value, '\n'))

local edit = ask('textDocument/rename', 'trigger%.tot', { newName = 'sum' })
vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
say('renamed', { vim.api.nvim_buf_get_lines(buffer, find('trigger%.sum'), find('trigger%.sum') + 1, false)[1] })

vim.api.nvim_buf_set_lines(buffer, 2, 2, false, { '"ugly":   {{1|plus:2}},' })
local formatted = ask('textDocument/formatting', 'ugly', { options = { tabSize = 2, insertSpaces = true } })
vim.lsp.util.apply_text_edits(formatted, buffer, 'utf-16')
local line = find('ugly')
say('formatted', vim.api.nvim_buf_get_lines(buffer, line, line + 1, false))
vim.cmd('qa!')
