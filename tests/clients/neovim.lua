-- Neovim's own LSP client (0.7 and later) against `envlint server`, without a screen. Prints one JSON object; exit code 1 where something did not come.
--   ENVLINT_SERVER='["envlint","server"]' ENVLINT_FILE=path ENVLINT_ROOT=folder ENVLINT_ACTION='part of a title' ENVLINT_HOVER=line:column \
--   nvim --headless -u NONE -i NONE -n -c 'luafile neovim.lua'
-- Lines and columns are counted from 0. No file is changed, unless ENVLINT_SAVE is set: then all are written after the action, and what is found is waited for.
local patience = 20000
local seen = { messages = {} }
local failure

local function need(value, what)
  if not value then error(what, 0) end
  return value
end

local function wait(what, condition)
  need(vim.wait(patience, condition, 10), 'waited in vain for ' .. what)
end

local function scenario()
  local command = vim.fn.json_decode(need(vim.env.ENVLINT_SERVER, 'ENVLINT_SERVER is not set'))
  local root = vim.fn.fnamemodify(need(vim.env.ENVLINT_ROOT, 'ENVLINT_ROOT is not set'), ':p'):gsub('(.)/$', '%1')
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.fn.fnamemodify(need(vim.env.ENVLINT_FILE, 'ENVLINT_FILE is not set'), ':p')))
  local buffer = vim.api.nvim_get_current_buf()
  local uri = vim.uri_from_bufnr(buffer)
  local published, ended
  local show = vim.lsp.handlers['textDocument/publishDiagnostics']

  -- Later releases say this of themselves.
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  capabilities.workspace.workspaceEdit.documentChanges = true

  local id = need(vim.lsp.start_client({
    name = 'envlint',
    capabilities = vim.env.ENVLINT_SAVE and capabilities or nil,
    cmd = command,
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = 'root' } },
    get_language_id = function() return vim.env.ENVLINT_LANGUAGE or vim.bo[buffer].filetype end,
    handlers = {
      ['textDocument/publishDiagnostics'] = function(problem, result, context, config)
        if result and result.uri == uri then published = result end
        return show(problem, result, context, config)
      end,
      ['window/showMessage'] = function(_, result) table.insert(seen.messages, result.message) end,
      ['window/logMessage'] = function() end,
    },
    on_exit = function(code, signal) ended = { code = code, signal = signal } end,
  }), 'the server did not start')

  local function client() return vim.lsp.get_client_by_id(id) end
  wait('initialize', function() return ended or (client() or {}).initialized end)
  need(not ended, 'the server ended at once')
  vim.lsp.buf_attach_client(buffer, id)
  seen.capabilities = client().server_capabilities
  wait('the first findings', function() return published end)
  seen.diagnostics = published.diagnostics

  -- What the editor holds: places that lie outside the text would have been moved.
  seen.held = vim.tbl_map(function(d)
    return { code = d.code, source = d.source, severity = d.severity, line = d.lnum, column = d.col, endLine = d.end_lnum, endColumn = d.end_col }
  end, vim.diagnostic.get(buffer))

  local function ask(method, params)
    params.textDocument = { uri = uri }
    local answer, problem = client().request_sync(method, params, patience, buffer)
    need(answer and not problem, method .. ' was not answered: ' .. tostring(problem))
    need(not answer.err, method .. ' was refused: ' .. vim.inspect(answer.err))
    return answer.result
  end

  if vim.env.ENVLINT_HOVER then
    local line, column = vim.env.ENVLINT_HOVER:match('^(%d+):(%d+)$')
    local hover = ask('textDocument/hover', { position = { line = tonumber(line), character = tonumber(column) } })
    seen.hover = hover and table.concat(vim.lsp.util.convert_input_to_markdown_lines(hover.contents), '\n')
  end

  seen.symbols = #(ask('textDocument/documentSymbol', {}) or {})

  if vim.env.ENVLINT_ACTION then
    local chosen
    seen.actions = {}
    for _, diagnostic in ipairs(published.diagnostics) do
      for _, action in ipairs(ask('textDocument/codeAction', { range = diagnostic.range, context = { diagnostics = { diagnostic } } }) or {}) do
        table.insert(seen.actions, action.title)
        if not chosen and action.title:find(vim.env.ENVLINT_ACTION, 1, true) then chosen = action end
      end
    end

    need(chosen, 'no action like ' .. vim.env.ENVLINT_ACTION)
    if not chosen.edit then chosen = need(client().request_sync('codeAction/resolve', chosen, patience, buffer), 'the action was not resolved').result end
    local before = published
    vim.lsp.util.apply_workspace_edit(chosen.edit, client().offset_encoding)
    seen.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
    wait('the findings after the action', function() return published ~= before end)
    seen.diagnosticsAfter = published.diagnostics
    if vim.env.ENVLINT_SAVE then
      seen.versions = vim.tbl_map(function(change) return { uri = change.textDocument.uri, version = change.textDocument.version or vim.NIL } end, need(chosen.edit.documentChanges, 'no versions'))
      seen.modified = #vim.tbl_filter(function(b) return vim.bo[b].modified end, vim.api.nvim_list_bufs())
      before = published
      -- The file last: the server is told of that one alone, and looks at the others then.
      for _, b in ipairs(vim.api.nvim_list_bufs()) do
        if b ~= buffer and vim.bo[b].modified then vim.api.nvim_buf_call(b, function() vim.cmd('silent write') end) end
      end
      vim.api.nvim_buf_call(buffer, function() vim.cmd('silent write') end)
      wait('the findings after the files were written', function() return published ~= before end)
      seen.diagnosticsSaved = published.diagnostics
    end
  end

  client().stop()
  wait('the end of the server', function() return ended end)
  seen.exit = ended
end

local ok, problem = pcall(scenario)
if not ok then
  seen.error = tostring(problem)
  failure = true
end

io.stdout:write(vim.fn.json_encode(seen), '\n')
vim.cmd(failure and 'cquit 1' or 'qall!')
